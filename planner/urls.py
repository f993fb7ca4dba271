"""Addresses of the planner. A page answers a whole page; a fragment has an address of its own."""

from django.urls import URLPattern, path, register_converter

from planner.addresses import DateConverter
from planner.views import blocks, board, family, feed, links, publishing, start, week

register_converter(DateConverter, "date")

app_name = "planner"

urlpatterns: list[URLPattern] = [
    path("", start.show_start, name="start"),
    # The teacher's week.
    path("classes/<int:pk>/", week.show_class, name="class"),
    path("classes/<int:pk>/weeks/<date:monday>/", week.show_week, name="week"),
    path("classes/<int:pk>/weeks/<date:monday>/quick-add/", week.quick_add, name="quick_add"),
    path("classes/<int:pk>/weeks/<date:monday>/publish/", publishing.publish, name="publish"),
    path("classes/<int:pk>/days/<date:date>/new/", blocks.new_block, name="new_block"),
    path(
        "classes/<int:pk>/days/<date:date>/new/panel/",
        blocks.new_block_panel,
        name="new_block_panel",
    ),
    path("blocks/<uuid:pk>/", blocks.edit_block, name="block"),
    path("blocks/<uuid:pk>/panel/", blocks.edit_block_panel, name="block_panel"),
    path("blocks/<uuid:pk>/move/", blocks.move_block, name="move_block"),
    path("blocks/<uuid:pk>/remove/", blocks.take_off_block, name="remove_block"),
    path("changes/<int:pk>/undo/", week.undo, name="undo"),
    # What families open, without an account, and the page that hands it to them.
    path("f/<str:token>/", family.show_family_home, name="family_home"),
    path("f/<str:token>/<date:date>/", family.show_family_day, name="family_day"),
    path("feeds/<str:token>.ics", feed.show_feed, name="feed"),
    path("classes/<int:pk>/families/", links.show_families, name="families"),
    path("classes/<int:pk>/families/<slug:kind>/replace/", links.replace, name="replace_address"),
    path("classes/<int:pk>/families/<slug:kind>/revoke/", links.revoke, name="revoke_address"),
    path("classes/<int:pk>/families/<slug:kind>/label/", links.label, name="label_address"),
    # The coordinator's board.
    path("schools/<int:pk>/board/", board.show_board_now, name="board_now"),
    path("schools/<int:pk>/board/<date:monday>/", board.show_board, name="board"),
    path("schools/<int:pk>/board/<date:monday>/table/", board.show_board_table, name="board_table"),
    path("schools/<int:pk>/board/<date:monday>/trend/", board.show_board_trend, name="board_trend"),
    path(
        "schools/<int:pk>/board/<date:monday>/trend/panel/",
        board.show_board_trend_panel,
        name="board_trend_panel",
    ),
    path("schools/<int:pk>/board/<date:monday>/board.csv", board.download_board, name="board_csv"),
    path(
        "schools/<int:pk>/board/<date:monday>/classes/<int:classroom>/<date:date>/",
        board.show_board_day,
        name="board_day",
    ),
    path(
        "schools/<int:pk>/board/<date:monday>/classes/<int:classroom>/<date:date>/panel/",
        board.show_board_day_panel,
        name="board_day_panel",
    ),
]
