"""Addresses of the planner. A page answers a whole page; a fragment has an address of its own."""

from django.urls import URLPattern, path

from planner import family_urls
from planner.views import (
    blocks,
    board,
    board_homes,
    bumping,
    copying,
    done,
    fixes,
    home_base,
    home_base_languages,
    home_links,
    letters,
    lines,
    links,
    many,
    moving,
    pairs,
    parity,
    policies,
    possibility,
    presence,
    publishing,
    questions,
    records,
    rotations,
    rules,
    schedules,
    shortcuts,
    start,
    templates,
    translations,
    waivers,
    week,
    what_if,
)

WEEK = "classes/<int:pk>/weeks/<date:monday>"
DISTRICT = "districts/<int:pk>"
# Identifiers and versions are people's own words: a dot is common, a slash is possible.
VERSION = f"{DISTRICT}/policies/<str:identifier>/<path:version>"
HOME = "classes/<int:pk>/families/<slug:whose>/<int:of>"
WAIVE = "classes/<int:pk>/waive/<date:first>/<date:last>/<str:policy>/<str:rule>"
TRIAL = f"{DISTRICT}/trials/<int:trial_pk>"

app_name = "planner"

urlpatterns: list[URLPattern] = [
    # First, as they are asked for most: addresses are tried one after the other.
    *family_urls.urlpatterns,
    path("", start.show_start, name="start"),
    # The teacher's week.
    path("classes/<int:pk>/", week.show_class, name="class"),
    path("classes/<int:pk>/weeks/<date:monday>/", week.show_week, name="week"),
    path("classes/<int:pk>/weeks/<date:monday>/quick-add/", week.quick_add, name="quick_add"),
    path(
        "classes/<int:pk>/weeks/<date:monday>/quick-add/preview/",
        lines.preview_line,
        name="preview_line",
    ),
    path("classes/<int:pk>/weeks/<date:monday>/blocks/", many.change_many, name="many"),
    path("classes/<int:pk>/weeks/<date:monday>/flip-flop/", pairs.flip_flop, name="flip_flop"),
    path("classes/<int:pk>/weeks/<date:monday>/hybrid/", pairs.hybrid, name="hybrid"),
    path("classes/<int:pk>/weeks/<date:monday>/parity/", parity.show_parity, name="parity"),
    path("classes/<int:pk>/weeks/<date:monday>/here/", presence.say_here, name="here"),
    path("classes/<int:pk>/weeks/<date:monday>/changes/", presence.show_changes, name="changes"),
    path("classes/<int:pk>/weeks/<date:monday>/paste/", schedules.paste_schedule, name="paste"),
    path(
        "classes/<int:pk>/weeks/<date:monday>/paste/rows/",
        schedules.read_pasted,
        name="read_pasted",
    ),
    path("classes/<int:pk>/weeks/<date:monday>/publish/", publishing.publish, name="publish"),
    path("classes/<int:pk>/days/<date:date>/new/", blocks.new_block, name="new_block"),
    path(
        "classes/<int:pk>/days/<date:date>/new/panel/",
        blocks.new_block_panel,
        name="new_block_panel",
    ),
    path("blocks/<uuid:pk>/", blocks.edit_block, name="block"),
    path("blocks/<uuid:pk>/panel/", blocks.edit_block_panel, name="block_panel"),
    path("blocks/<uuid:pk>/move/", moving.move_block, name="move_block"),
    path("blocks/<uuid:pk>/move/panel/", moving.move_block_panel, name="move_block_panel"),
    path("blocks/<uuid:pk>/move/preview/", moving.preview_move, name="preview_move"),
    path("blocks/<uuid:pk>/languages/", translations.show_languages, name="languages"),
    path(
        "blocks/<uuid:pk>/languages/<language:language>/",
        translations.translate_block,
        name="translate",
    ),
    path("blocks/<uuid:pk>/face/", pairs.give_block_face, name="give_face"),
    path("blocks/<uuid:pk>/remove/", blocks.take_off_block, name="remove_block"),
    path("blocks/<uuid:pk>/copy/", copying.copy_block, name="copy_block"),
    path("blocks/<uuid:pk>/bump/", bumping.bump_block, name="bump_block"),
    # Whose day at school it is, and days without school.
    path("classes/<int:pk>/rotation/", rotations.edit_rotation, name="rotation"),
    path("classes/<int:pk>/rotation/remove/", rotations.remove_rotation, name="remove_rotation"),
    path("schools/<int:pk>/closures/", rotations.show_closures, name="closures"),
    path("schools/<int:pk>/closures/<int:closure_pk>/lift/", rotations.lift, name="lift_closure"),
    # Week templates: the shipped ones by name, kept ones by number.
    path(f"{WEEK}/keep/", templates.keep_week, name="keep_week"),
    path(f"{WEEK}/templates/", templates.show_templates, name="templates"),
    path(f"{WEEK}/templates/<slug:key>/", templates.use_template, name="use_template"),
    path(f"{WEEK}/templates/<int:key>/rename/", templates.rename, name="rename_template"),
    path(f"{WEEK}/templates/<int:key>/remove/", templates.remove, name="remove_template"),
    path(
        f"{WEEK}/templates/<int:key>/bring-back/",
        templates.bring_back,
        name="bring_back_template",
    ),
    path("classes/<int:pk>/days/<date:date>/copy/", copying.copy_day, name="copy_day"),
    path("classes/<int:pk>/weeks/<date:monday>/copy/", copying.copy_week, name="copy_week"),
    # Fix it: what would make a day or a week keep its musts.
    path("classes/<int:pk>/days/<date:date>/fixes/", fixes.fix_day, name="fix_day"),
    path(
        "classes/<int:pk>/days/<date:date>/fixes/panel/", fixes.fix_day_panel, name="fix_day_panel"
    ),
    path("classes/<int:pk>/weeks/<date:monday>/fixes/", fixes.fix_week, name="fix_week"),
    path(
        "classes/<int:pk>/weeks/<date:monday>/fixes/panel/",
        fixes.fix_week_panel,
        name="fix_week_panel",
    ),
    path("changes/<int:pk>/undo/", week.undo, name="undo"),
    # The links of a class's families, the letters that hand them out, and what comes back.
    path("classes/<int:pk>/families/", links.show_families, name="families"),
    path("classes/<int:pk>/families/<slug:kind>/replace/", links.replace, name="replace_address"),
    path("classes/<int:pk>/families/<slug:kind>/revoke/", links.revoke, name="revoke_address"),
    path("classes/<int:pk>/families/<slug:kind>/label/", links.label, name="label_address"),
    path("classes/<int:pk>/families/letters/", letters.show_letters, name="letters"),
    path(
        "classes/<int:pk>/families/letters/print/", letters.print_letters, name="letters_to_print"
    ),
    path(
        "classes/<int:pk>/families/<slug:whose>/make/",
        home_links.make_missing,
        name="make_home_links",
    ),
    path(f"{HOME}/", home_links.show_home_links, name="home_links"),
    path(f"{HOME}/<slug:kind>/replace/", home_links.replace, name="replace_home_address"),
    path(f"{HOME}/<slug:kind>/revoke/", home_links.revoke, name="revoke_home_address"),
    path(f"{HOME}/<slug:kind>/label/", home_links.label, name="label_home_address"),
    path("classes/<int:pk>/home/", home_base.show_home_base, name="home_base"),
    path("classes/<int:pk>/home/edit/", home_base.edit_home_base, name="edit_home_base"),
    path(
        "classes/<int:pk>/home/<language:language>/",
        home_base_languages.translate_home_base,
        name="translate_home_base",
    ),
    path("classes/<int:pk>/days/<date:date>/done/", done.show_done, name="done"),
    path("classes/<int:pk>/moods/", questions.show_moods, name="moods"),
    path("questions/", questions.show_questions, name="questions"),
    path("questions/<int:pk>/answer/", questions.answer, name="answer_question"),
    path("questions/<int:pk>/aside/", questions.set_aside, name="put_question_aside"),
    path("questions/<int:pk>/reopen/", questions.reopen, name="reopen_question"),
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
        "schools/<int:pk>/board/<date:monday>/homes/",
        board_homes.show_board_homes,
        name="board_homes",
    ),
    path(
        "schools/<int:pk>/board/<date:monday>/homes/panel/",
        board_homes.show_board_homes_panel,
        name="board_homes_panel",
    ),
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
    # Rules that a coordinator waives for a while.
    path(f"{WAIVE}/", waivers.waive, name="waive"),
    path(f"{WAIVE}/panel/", waivers.waive_panel, name="waive_panel"),
    path("schools/<int:pk>/waivers/", waivers.show_waivers, name="waivers"),
    path("schools/<int:pk>/waivers/waivers.csv", waivers.download_waivers, name="waivers_csv"),
    path("waivers/<int:pk>/revoke/", waivers.revoke, name="revoke_waiver"),
    path(
        "classes/<int:pk>/days/<date:date>/possible/", possibility.show_possibility, name="possible"
    ),
    # What a coordinator does with a policy.
    path(f"{DISTRICT}/policies/", policies.show_policies, name="policies"),
    path(f"{DISTRICT}/policies/import/", policies.import_policy, name="import_policy"),
    path(f"{DISTRICT}/policies/adopt/", policies.adopt_policy, name="adopt_policy"),
    path(f"{DISTRICT}/judging/", policies.show_rejudging, name="rejudging"),
    path(f"{DISTRICT}/judging/now/", policies.rejudge_now, name="rejudge_now"),
    path(f"{DISTRICT}/uses/<int:use_pk>/end/", policies.end_policy_use, name="end_use"),
    path(f"{VERSION}/policy.<str:format>", policies.download_policy, name="policy_file"),
    path(f"{VERSION}/use/", policies.use_policy, name="use_policy"),
    path(f"{VERSION}/possible/", possibility.choose_class, name="possible_for"),
    path(f"{VERSION}/change/", what_if.begin, name="change_policy"),
    path(f"{VERSION}/", policies.show_policy, name="policy"),
    path(f"{TRIAL}/", what_if.show_trial, name="trial"),
    path(f"{TRIAL}/run/", what_if.run, name="run_trial"),
    path(f"{TRIAL}/run/here/", what_if.run_here, name="run_trial_here"),
    path(f"{TRIAL}/progress/", what_if.show_progress, name="trial_progress"),
    path(f"{TRIAL}/changes.csv", what_if.download_changes, name="trial_csv"),
    path(f"{TRIAL}/save/", what_if.save, name="save_trial"),
    path(f"{TRIAL}/drop/", what_if.drop, name="drop_trial"),
    path(f"{TRIAL}/measures/", rules.pick_measure, name="pick_measure"),
    path(f"{TRIAL}/measures/<str:measure>/", rules.new_rule, name="new_rule"),
    path(f"{TRIAL}/rules/<str:rule_id>/", rules.edit_rule, name="rule"),
    path(f"{TRIAL}/rules/<str:rule_id>/panel/", rules.edit_rule_panel, name="rule_panel"),
    path(f"{TRIAL}/rules/<str:rule_id>/line/", rules.show_rule_panel, name="rule_line"),
    path(f"{TRIAL}/rules/<str:rule_id>/remove/", rules.leave_rule_out, name="remove_rule"),
    path(f"{TRIAL}/rules/<str:rule_id>/put-back/", rules.put_back, name="put_rule_back"),
    # What can be proved of a day, and what a measure measures.
    path("classes/<int:pk>/days/<date:date>/record/", records.show_record, name="day_record"),
    path("help/shortcuts/", shortcuts.show_shortcuts, name="shortcuts"),
    path("help/shortcuts/panel/", shortcuts.show_shortcuts_panel, name="shortcuts_panel"),
    path("help/measures/<str:name>/", records.show_measure, name="measure"),
]
