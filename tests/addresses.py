"""Every address of ours, and what each kind of person gets there."""

SIGN_IN = 302
FINE, FORBIDDEN, INVISIBLE, NOT_THIS_WAY, UNFIT = 200, 403, 404, 405, 422
QUIET = 204
ELSEWHERE = 302
"""A redirect of a page that was reached (told from a redirect to the sign-in by its address)."""

PEOPLE = (
    "nobody",
    "stranger",
    "teacher",
    "other_teacher",
    "coordinator",
    "district_coordinator",
    "other_coordinator",
    "administrator",
    "other_administrator",
)


def only(seen: int, planned: int | None = None, overseen: int | None = None) -> dict[str, int]:
    """What each person gets at a page of one class: its planners, those who look on, the rest."""
    planned = seen if planned is None else planned
    overseen = seen if overseen is None else overseen
    return {
        "nobody": SIGN_IN,
        "stranger": INVISIBLE,
        "teacher": planned,
        "other_teacher": INVISIBLE,
        "coordinator": overseen,
        "district_coordinator": overseen,
        "other_coordinator": INVISIBLE,
        "administrator": planned,
        "other_administrator": INVISIBLE,
    }


def to_plan(answer: int) -> dict[str, int]:
    """A page that changes a class's plan: those who only look on are forbidden."""
    return only(answer, overseen=FORBIDDEN)


def to_settle(answer: int) -> dict[str, int]:
    """What a home asked or told: nobody but who plans the class knows of it."""
    return only(answer, overseen=INVISIBLE)


def to_oversee(answer: int) -> dict[str, int]:
    """A page about a school: its teachers do not know of it."""
    return {**only(answer), "teacher": INVISIBLE}


def to_waive(answer: int) -> dict[str, int]:
    """A page by which a class's rules are waived: not for those who plan it."""
    return {**only(answer), "teacher": FORBIDDEN}


def to_read_policies(answer: int) -> dict[str, int]:
    """A page about a district's policies: every coordinator in it, and its administrators."""
    return {**to_oversee(answer), "other_coordinator": answer}


def to_govern(answer: int) -> dict[str, int]:
    """A page that changes policies: for those of the whole district."""
    school_only = {"coordinator": FORBIDDEN, "other_coordinator": FORBIDDEN}
    return {**to_read_policies(answer), **school_only}


EVERYBODY_SIGNED_IN = dict.fromkeys(PEOPLE, FINE) | {"nobody": SIGN_IN}
ANYBODY = dict.fromkeys(PEOPLE, FINE)
ANYBODY_UNFIT = dict.fromkeys(PEOPLE, UNFIT)

GET: dict[str, tuple[str, dict[str, int]]] = {
    "planner:start": ("/", EVERYBODY_SIGNED_IN),
    "planner:class": ("/classes/{room}/", only(ELSEWHERE)),
    "planner:week": ("/classes/{room}/weeks/{monday}/", only(FINE)),
    "planner:preview_line": ("/classes/{room}/weeks/{monday}/quick-add/preview/", to_plan(FINE)),
    "planner:paste": ("/classes/{room}/weeks/{monday}/paste/", to_plan(FINE)),
    "planner:publish": ("/classes/{room}/weeks/{monday}/publish/", to_plan(FINE)),
    "planner:many": ("/classes/{room}/weeks/{monday}/blocks/", to_plan(FINE)),
    "planner:flip_flop": ("/classes/{room}/weeks/{monday}/flip-flop/", to_plan(FINE)),
    "planner:hybrid": ("/classes/{room}/weeks/{monday}/hybrid/", to_plan(FINE)),
    "planner:parity": ("/classes/{room}/weeks/{monday}/parity/", only(FINE)),
    "planner:changes": ("/classes/{room}/weeks/{monday}/changes/", only(ELSEWHERE)),
    "planner:new_block": ("/classes/{room}/days/{monday}/new/", to_plan(FINE)),
    "planner:new_block_panel": ("/classes/{room}/days/{monday}/new/panel/", to_plan(FINE)),
    "planner:block": ("/blocks/{live}/", to_plan(FINE)),
    "planner:block_panel": ("/blocks/{live}/panel/", to_plan(FINE)),
    "planner:give_face": ("/blocks/{live}/face/", to_plan(FINE)),
    "planner:languages": ("/blocks/{live}/languages/", to_plan(FINE)),
    "planner:translate": ("/blocks/{live}/languages/es/", to_plan(FINE)),
    "planner:move_block": ("/blocks/{live}/move/", to_plan(FINE)),
    "planner:move_block_panel": ("/blocks/{live}/move/panel/", to_plan(FINE)),
    "planner:preview_move": ("/blocks/{live}/move/preview/?version=1&start=10:00", to_plan(FINE)),
    "planner:copy_block": ("/blocks/{live}/copy/", to_plan(FINE)),
    "planner:bump_block": ("/blocks/{live}/bump/", to_plan(FINE)),
    "planner:rotation": ("/classes/{room}/rotation/", to_plan(FINE)),
    "planner:closures": ("/schools/{school}/closures/", to_oversee(FINE)),
    "planner:keep_week": ("/classes/{room}/weeks/{monday}/keep/", only(FINE)),
    "planner:templates": ("/classes/{room}/weeks/{monday}/templates/", only(FINE)),
    "planner:use_template": (
        "/classes/{room}/weeks/{monday}/templates/short-lessons/",
        to_plan(FINE),
    ),
    "planner:copy_day": ("/classes/{room}/days/{monday}/copy/", to_plan(FINE)),
    "planner:copy_week": ("/classes/{room}/weeks/{monday}/copy/", to_plan(FINE)),
    "planner:fix_day": ("/classes/{room}/days/{monday}/fixes/", to_plan(FINE)),
    "planner:fix_day_panel": ("/classes/{room}/days/{monday}/fixes/panel/", to_plan(FINE)),
    "planner:fix_week": ("/classes/{room}/weeks/{monday}/fixes/", to_plan(FINE)),
    "planner:fix_week_panel": ("/classes/{room}/weeks/{monday}/fixes/panel/", to_plan(FINE)),
    "planner:families": ("/classes/{room}/families/", to_plan(FINE)),
    "planner:home_links": ("/classes/{room}/families/learners/{learner}/", to_plan(FINE)),
    "planner:letters": ("/classes/{room}/families/letters/", to_plan(FINE)),
    "planner:letters_to_print": (
        "/classes/{room}/families/letters/print/?of=learners&language=es",
        to_plan(FINE),
    ),
    "planner:class_home_base": ("/f/{link}/home/", ANYBODY),
    "planner:learner_home_bases": ("/h/{home}/of/{learner}/home/", ANYBODY),
    "planner:learner_home_base": ("/h/{home}/of/{learner}/home/{room}/", ANYBODY),
    "planner:done": ("/classes/{room}/days/{monday}/done/", to_plan(FINE)),
    "planner:own_questions": ("/h/{home}/of/{learner}/questions/", ANYBODY),
    "planner:own_feedback": ("/h/{home}/of/{learner}/feedback/", ANYBODY),
    "planner:own_mood": ("/h/{home}/of/{learner}/mood/", ANYBODY),
    "planner:questions": ("/questions/", EVERYBODY_SIGNED_IN),
    "planner:moods": ("/classes/{room}/moods/", to_plan(FINE)),
    "planner:home_base": ("/classes/{room}/home/", only(FINE)),
    "planner:edit_home_base": ("/classes/{room}/home/edit/", to_plan(FINE)),
    "planner:translate_home_base": ("/classes/{room}/home/es/", to_plan(FINE)),
    "planner:board_now": ("/schools/{school}/board/", to_oversee(ELSEWHERE)),
    "planner:board": ("/schools/{school}/board/{monday}/", to_oversee(FINE)),
    "planner:board_table": ("/schools/{school}/board/{monday}/table/", to_oversee(FINE)),
    "planner:board_trend": ("/schools/{school}/board/{monday}/trend/", to_oversee(FINE)),
    "planner:board_trend_panel": (
        "/schools/{school}/board/{monday}/trend/panel/",
        to_oversee(FINE),
    ),
    "planner:board_homes": ("/schools/{school}/board/{monday}/homes/", to_oversee(FINE)),
    "planner:board_homes_panel": (
        "/schools/{school}/board/{monday}/homes/panel/",
        to_oversee(FINE),
    ),
    "planner:board_csv": ("/schools/{school}/board/{monday}/board.csv", to_oversee(FINE)),
    "planner:board_day": (
        "/schools/{school}/board/{monday}/classes/{room}/{monday}/",
        to_oversee(FINE),
    ),
    "planner:board_day_panel": (
        "/schools/{school}/board/{monday}/classes/{room}/{monday}/panel/",
        to_oversee(FINE),
    ),
    "sessions_live:session": ("/blocks/{live}/session/", to_plan(FINE)),
    "sessions_live:work_time": ("/blocks/{live}/work-time/", to_plan(FINE)),
    "sessions_live:attended_day": ("/classes/{room}/days/{monday}/attendance/", to_plan(FINE)),
    "sessions_live:attendance": ("/blocks/{live}/attendance/", to_plan(FINE)),
    "sessions_live:catch_up": ("/blocks/{live}/catch-up/", to_plan(FINE)),
    "sessions_live:translate_catch_up": ("/blocks/{live}/catch-up/es/", to_plan(FINE)),
    "sessions_live:notices": ("/classes/{room}/recording/", to_plan(FINE)),
    "sessions_live:notices_csv": ("/schools/{school}/recording.csv", to_oversee(FINE)),
    "sessions_live:missed": ("/h/{home}/of/{learner}/missed/", ANYBODY),
    "async_tasks:task": ("/blocks/{task}/task/", to_plan(FINE)),
    "async_tasks:playlist": ("/classes/{room}/weeks/{monday}/playlist/", to_plan(FINE)),
    "async_tasks:student_led": ("/classes/{room}/weeks/{monday}/student-led/", to_plan(FINE)),
    "planner:family_home": ("/f/{link}/", ANYBODY),
    "planner:home": ("/h/{home}/", dict.fromkeys(PEOPLE, ELSEWHERE)),
    "planner:learner_day": ("/h/{home}/of/{learner}/", ANYBODY),
    "planner:home_worker": ("/h/{home}/worker.js", ANYBODY),
    "planner:household_week": ("/h/{home}/week/{monday}/", dict.fromkeys(PEOPLE, ELSEWHERE)),
    "planner:household_code": ("/h/{home}/qr.svg", ANYBODY),
    "planner:devices": ("/h/{home}/devices/", ANYBODY),
    "planner:family_worker": ("/f/{link}/worker.js", ANYBODY),
    "planner:family_calendar": ("/f/{link}/calendar/", ANYBODY),
    "planner:home_calendar": ("/h/{home}/calendar/", ANYBODY),
    "planner:learner_calendar": ("/h/{home}/of/{learner}/calendar/", ANYBODY),
    "planner:family_day": ("/f/{link}/{monday}/", ANYBODY),
    "planner:family_week": ("/f/{link}/week/{monday}/", ANYBODY),
    "planner:family_code": ("/f/{link}/qr.svg", ANYBODY),
    "planner:learner_week": ("/h/{home}/of/{learner}/week/{monday}/", ANYBODY),
    "planner:learner_code": ("/h/{home}/of/{learner}/qr.svg", ANYBODY),
    "planner:feed": ("/feeds/{feed}.ics", ANYBODY),
    "planner:policies": ("/districts/{district}/policies/", to_read_policies(FINE)),
    "planner:rejudging": ("/districts/{district}/judging/", to_read_policies(FINE)),
    "planner:policy": ("/districts/{district}/policies/aps/2020-08/", to_read_policies(FINE)),
    "planner:policy_file": (
        "/districts/{district}/policies/aps/2020-08/policy.toml",
        to_read_policies(FINE),
    ),
    "planner:import_policy": ("/districts/{district}/policies/import/", to_govern(FINE)),
    "planner:use_policy": ("/districts/{district}/policies/aps/2020-08/use/", to_govern(FINE)),
    "planner:end_use": ("/districts/{district}/uses/{use}/end/", to_govern(FINE)),
    "planner:trial": ("/districts/{district}/trials/{trial}/", to_govern(FINE)),
    "planner:trial_progress": ("/districts/{district}/trials/{trial}/progress/", to_govern(FINE)),
    "planner:trial_csv": ("/districts/{district}/trials/{trial}/changes.csv", to_govern(FINE)),
    "planner:pick_measure": ("/districts/{district}/trials/{trial}/measures/", to_govern(FINE)),
    "planner:new_rule": ("/districts/{district}/trials/{trial}/measures/runs/", to_govern(FINE)),
    "planner:rule": ("/districts/{district}/trials/{trial}/rules/live-minutes/", to_govern(FINE)),
    "planner:rule_panel": (
        "/districts/{district}/trials/{trial}/rules/live-minutes/panel/",
        to_govern(FINE),
    ),
    "planner:rule_line": (
        "/districts/{district}/trials/{trial}/rules/live-minutes/line/",
        to_govern(FINE),
    ),
    "planner:day_record": ("/classes/{room}/days/{monday}/record/", only(FINE)),
    "planner:shortcuts": ("/help/shortcuts/", EVERYBODY_SIGNED_IN),
    "planner:shortcuts_panel": ("/help/shortcuts/panel/", EVERYBODY_SIGNED_IN),
    "planner:waive": ("/classes/{room}/waive/{monday}/{monday}/aps/live-minutes/", to_waive(FINE)),
    "planner:waive_panel": (
        "/classes/{room}/waive/{monday}/{monday}/aps/live-minutes/panel/",
        to_waive(FINE),
    ),
    "planner:possible": ("/classes/{room}/days/{monday}/possible/", only(FINE)),
    "planner:possible_for": (
        "/districts/{district}/policies/aps/2020-08/possible/",
        to_read_policies(FINE),
    ),
    "planner:waivers": ("/schools/{school}/waivers/", to_oversee(FINE)),
    "planner:waivers_csv": ("/schools/{school}/waivers/waivers.csv", to_oversee(FINE)),
    "planner:revoke_waiver": ("/waivers/{waiver}/revoke/", to_oversee(FINE)),
    "planner:measure": ("/help/measures/longest_run/", EVERYBODY_SIGNED_IN),
    "livez": ("/livez", ANYBODY),
    "readyz": ("/readyz", ANYBODY),
}

POST: dict[str, tuple[str, dict[str, int]]] = {
    "planner:devices": ("/h/{home}/devices/", dict.fromkeys(PEOPLE, UNFIT)),
    "planner:marks": ("/h/{home}/of/{learner}/marks/", dict.fromkeys(PEOPLE, UNFIT)),
    "planner:quick_add": ("/classes/{room}/weeks/{monday}/quick-add/", to_plan(UNFIT)),
    "planner:paste": ("/classes/{room}/weeks/{monday}/paste/", to_plan(UNFIT)),
    "planner:read_pasted": ("/classes/{room}/weeks/{monday}/paste/rows/", to_plan(UNFIT)),
    "planner:publish": ("/classes/{room}/weeks/{monday}/publish/", to_plan(UNFIT)),
    "planner:fix_day": ("/classes/{room}/days/{monday}/fixes/", to_plan(UNFIT)),
    "planner:fix_week": ("/classes/{room}/weeks/{monday}/fixes/", to_plan(UNFIT)),
    "planner:many": ("/classes/{room}/weeks/{monday}/blocks/", to_plan(UNFIT)),
    "planner:flip_flop": ("/classes/{room}/weeks/{monday}/flip-flop/", to_plan(UNFIT)),
    "planner:hybrid": ("/classes/{room}/weeks/{monday}/hybrid/", to_plan(UNFIT)),
    "planner:here": ("/classes/{room}/weeks/{monday}/here/", only(QUIET)),
    "planner:new_block": ("/classes/{room}/days/{monday}/new/", to_plan(UNFIT)),
    "planner:block": ("/blocks/{live}/", to_plan(UNFIT)),
    "planner:move_block": ("/blocks/{live}/move/", to_plan(UNFIT)),
    "planner:give_face": ("/blocks/{live}/face/", to_plan(UNFIT)),
    "planner:translate": ("/blocks/{live}/languages/es/", to_plan(UNFIT)),
    "planner:remove_block": ("/blocks/{live}/remove/", to_plan(409)),
    "planner:copy_block": ("/blocks/{live}/copy/", to_plan(UNFIT)),
    "planner:bump_block": ("/blocks/{live}/bump/", to_plan(UNFIT)),
    "planner:rotation": ("/classes/{room}/rotation/", to_plan(UNFIT)),
    "planner:remove_rotation": ("/classes/{room}/rotation/remove/", to_plan(ELSEWHERE)),
    "planner:closures": ("/schools/{school}/closures/", to_oversee(UNFIT)),
    "planner:lift_closure": (
        "/schools/{school}/closures/{closure}/lift/",
        to_oversee(ELSEWHERE),
    ),
    "planner:keep_week": ("/classes/{room}/weeks/{monday}/keep/", only(UNFIT)),
    "planner:use_template": (
        "/classes/{room}/weeks/{monday}/templates/short-lessons/",
        to_plan(UNFIT),
    ),
    "planner:rename_template": (
        "/classes/{room}/weeks/{monday}/templates/{template}/rename/",
        {**only(UNFIT), "teacher": FORBIDDEN},
    ),
    "planner:remove_template": (
        "/classes/{room}/weeks/{monday}/templates/{template}/remove/",
        {**only(ELSEWHERE), "teacher": FORBIDDEN},
    ),
    "planner:bring_back_template": (
        "/classes/{room}/weeks/{monday}/templates/{template}/bring-back/",
        {**only(ELSEWHERE), "teacher": FORBIDDEN},
    ),
    "planner:copy_day": ("/classes/{room}/days/{monday}/copy/", to_plan(UNFIT)),
    "planner:copy_week": ("/classes/{room}/weeks/{monday}/copy/", to_plan(UNFIT)),
    "planner:undo": ("/changes/{change}/undo/", to_plan(ELSEWHERE)),
    "planner:replace_address": ("/classes/{room}/families/page/replace/", to_plan(ELSEWHERE)),
    "planner:revoke_address": ("/classes/{room}/families/page/revoke/", to_plan(ELSEWHERE)),
    "planner:label_address": ("/classes/{room}/families/page/label/", to_plan(UNFIT)),
    "planner:make_home_links": (
        "/classes/{room}/families/households/make/",
        to_plan(ELSEWHERE),
    ),
    "planner:replace_home_address": (
        "/classes/{room}/families/learners/{learner}/page/replace/",
        to_plan(ELSEWHERE),
    ),
    "planner:revoke_home_address": (
        "/classes/{room}/families/learners/{learner}/calendar/revoke/",
        to_plan(ELSEWHERE),
    ),
    "planner:label_home_address": (
        "/classes/{room}/families/households/{household}/page/label/",
        to_plan(UNFIT),
    ),
    "planner:edit_home_base": ("/classes/{room}/home/edit/", to_plan(UNFIT)),
    "planner:translate_home_base": ("/classes/{room}/home/es/", to_plan(UNFIT)),
    "planner:own_questions": ("/h/{home}/of/{learner}/questions/", ANYBODY_UNFIT),
    "planner:own_feedback": ("/h/{home}/of/{learner}/feedback/", ANYBODY_UNFIT),
    "planner:own_mood": ("/h/{home}/of/{learner}/mood/", ANYBODY_UNFIT),
    "planner:answer_question": ("/questions/{message}/answer/", to_settle(UNFIT)),
    "planner:put_question_aside": ("/questions/{message}/aside/", to_settle(ELSEWHERE)),
    "planner:reopen_question": ("/questions/{message}/reopen/", to_settle(ELSEWHERE)),
    "sessions_live:session": ("/blocks/{live}/session/", to_plan(UNFIT)),
    "sessions_live:work_time": ("/blocks/{live}/work-time/", to_plan(UNFIT)),
    "sessions_live:attendance": ("/blocks/{live}/attendance/", to_plan(UNFIT)),
    "sessions_live:catch_up": ("/blocks/{live}/catch-up/", to_plan(UNFIT)),
    "sessions_live:translate_catch_up": ("/blocks/{live}/catch-up/es/", to_plan(UNFIT)),
    "sessions_live:notices": ("/classes/{room}/recording/", to_plan(UNFIT)),
    "async_tasks:task": ("/blocks/{task}/task/", to_plan(UNFIT)),
    "async_tasks:playlist": ("/classes/{room}/weeks/{monday}/playlist/", to_plan(UNFIT)),
    "async_tasks:student_led": ("/classes/{room}/weeks/{monday}/student-led/", to_plan(UNFIT)),
    "planner:import_policy": ("/districts/{district}/policies/import/", to_govern(UNFIT)),
    "planner:adopt_policy": ("/districts/{district}/policies/adopt/", to_govern(INVISIBLE)),
    "planner:rejudge_now": ("/districts/{district}/judging/now/", to_read_policies(ELSEWHERE)),
    "planner:use_policy": ("/districts/{district}/policies/aps/2020-08/use/", to_govern(UNFIT)),
    "planner:end_use": ("/districts/{district}/uses/{use}/end/", to_govern(ELSEWHERE)),
    "planner:waive": ("/classes/{room}/waive/{monday}/{monday}/aps/live-minutes/", to_waive(UNFIT)),
    "planner:revoke_waiver": ("/waivers/{waiver}/revoke/", to_oversee(UNFIT)),
    "planner:change_policy": (
        "/districts/{district}/policies/aps/2020-08/change/",
        to_govern(ELSEWHERE),
    ),
    "planner:run_trial": ("/districts/{district}/trials/{trial}/run/", to_govern(ELSEWHERE)),
    "planner:run_trial_here": (
        "/districts/{district}/trials/{trial}/run/here/",
        to_govern(ELSEWHERE),
    ),
    "planner:save_trial": ("/districts/{district}/trials/{trial}/save/", to_govern(UNFIT)),
    "planner:drop_trial": ("/districts/{district}/trials/{trial}/drop/", to_govern(ELSEWHERE)),
    "planner:new_rule": ("/districts/{district}/trials/{trial}/measures/runs/", to_govern(UNFIT)),
    "planner:rule": ("/districts/{district}/trials/{trial}/rules/live-minutes/", to_govern(UNFIT)),
    "planner:remove_rule": (
        "/districts/{district}/trials/{trial}/rules/live-minutes/remove/",
        to_govern(ELSEWHERE),
    ),
    "planner:put_rule_back": (
        "/districts/{district}/trials/{trial}/rules/live-minutes/put-back/",
        to_govern(ELSEWHERE),
    ),
}
