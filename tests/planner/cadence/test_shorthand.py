"""Block lines as teachers type them, and what is said to a line that cannot be read."""

import pytest

from planner.cadence.shorthand import ShorthandBlock, ShorthandError, parse_block_line


def make_block(**values: object) -> ShorthandBlock:
    known: dict[str, object] = {"mode": "live", "title": "Math", "minutes": 30, "start": 570}
    return ShorthandBlock(**{**known, **values})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("line", "block"),
    [
        ("9:30 live math 30", make_block(subject="math")),
        ("9:30 live math 30 min", make_block(subject="math")),
        ("9:30 live math 30m", make_block(subject="math")),
        ("9:30 LIVE Math 30 Minutes", make_block(subject="math")),
        ("9:30-10:00 live math", make_block(subject="math")),
        ("9:30 \u2013 10:00 live math", make_block(subject="math")),
        ("9:30 to 10 live math", make_block(subject="math")),
        ("9:30am-10am live math", make_block(subject="math")),
        ("1:15pm live math 30", make_block(subject="math", start=795)),
        ("1:15-1:45 pm live math", make_block(subject="math", start=795)),
        ("11:30-12:15pm live math", make_block(subject="math", start=690, minutes=45)),
        ("12 am live math 30", make_block(subject="math", start=0)),
        ("13 live math 30", make_block(subject="math", start=780)),
        ("9:30 live room 12 tour 30", make_block(title="Room 12 tour")),
        (
            "any time read aloud 20 offline @A",
            make_block(
                mode="async",
                title="Read aloud",
                minutes=20,
                start=None,
                screen="off",
                groups=("A",),
            ),
        ),
        (
            "any async reading 20 off",
            make_block(
                mode="async",
                title="Reading",
                minutes=20,
                start=None,
                screen="off",
                subject="reading",
            ),
        ),
        (
            "tue-fri 9:00 live morning meeting 15 community",
            make_block(
                title="Morning meeting",
                minutes=15,
                start=540,
                weekdays=("tue", "wed", "thu", "fri"),
                purpose="community",
            ),
        ),
        (
            "Mon, Wednesday 9:00-9:15 live morning meeting #community",
            make_block(
                title="Morning meeting",
                minutes=15,
                start=540,
                weekdays=("mon", "wed"),
                purpose="community",
            ),
        ),
        ("9:30 live math 30 @A @B,C", make_block(subject="math", groups=("A", "B", "C"))),
        ("9:30 live math 30 #small-group", make_block(subject="math", purpose="small_group")),
        ("9:30 live math 30 small group", make_block(subject="math", purpose="small_group")),
        ("9:30 break 30", make_block(mode="break", title="Break")),
        ("9:30 lunch 30", make_block(mode="break", title="Lunch")),
        ("9:30 recess outside 30", make_block(mode="break", title="Recess outside")),
        ("9:30 at school art 30", make_block(mode="in_person", title="Art", subject="art")),
        ("9:30 in person art 30", make_block(mode="in_person", title="Art", subject="art")),
        (
            "9:30 task math games 30 online check print video 5",
            make_block(
                mode="async",
                title="Math games",
                subject="math",
                screen="on",
                has_coach_check=True,
                needs_printing=True,
                instruction_minutes=5,
            ),
        ),
        ("9:30 live watch the video 30", make_block(title="Watch the video")),
        (
            "9:30 live video 20 video 5",
            make_block(title="Video", minutes=20, instruction_minutes=5),
        ),
        ("9:30 live math 30 tool=Teams", make_block(subject="math", tool="Teams")),
        ("9:30 live math 30 teacher=Ada_Li", make_block(subject="math", teacher="Ada Li")),
        (
            "9:30 live math 30 trait=homework,optional,",
            make_block(subject="math", traits=("homework", "optional")),
        ),
        ("9:30 live math 30 intro=1", make_block(subject="math", instruction_minutes=1)),
        ("9:30 live math 30 video=1440", make_block(subject="math", instruction_minutes=1440)),
        (
            "9:30 live math 30 small group check",
            make_block(subject="math", purpose="small_group", has_coach_check=True),
        ),
        ("9:30 live math 30 small-group", make_block(subject="math", purpose="small_group")),
        ("9:30 live math 30 Small_Group", make_block(subject="math", purpose="small_group")),
        ("9:30 live math 30 #small_group", make_block(subject="math", purpose="small_group")),
        (
            "9:30-10 live small steps check due=fri,9:00 tool=Epic",
            make_block(title="Small steps", has_coach_check=True, due="fri,9:00", tool="Epic"),
        ),
        (
            "9:30-10 task read the book offline video 5",
            make_block(mode="async", title="Read the book", screen="off", instruction_minutes=5),
        ),
        (
            "Any Time math 1440",
            make_block(mode="async", subject="math", start=None, minutes=1440, screen="on"),
        ),
        ("anytime math 30", make_block(mode="async", subject="math", start=None, screen="on")),
        ("23:59 live math 1", make_block(subject="math", start=1439, minutes=1)),
        ("12-12pm live math", make_block(subject="math", start=0, minutes=720)),
        ("9:30 break art corner 30", make_block(mode="break", title="Art corner")),
        (
            "mon,tue,wed-thu 9:30 live math 30",
            make_block(subject="math", weekdays=("mon", "tue", "wed", "thu")),
        ),
        ("sat-sun 9:30 live math 30", make_block(subject="math", weekdays=("sat", "sun"))),
    ],
)
def test_a_line_is_read_as_it_was_meant(line: str, block: ShorthandBlock) -> None:
    assert parse_block_line(line) == block


@pytest.mark.parametrize("fact", ["video", "intro", "Intro"])
def test_the_length_of_a_recording_is_not_that_of_its_task(fact: str) -> None:
    block = parse_block_line(f"any time reading 20 {fact} 5")
    assert (block.title, block.minutes, block.instruction_minutes) == ("Reading", 20, 5)


def test_the_subjects_of_a_class_are_known_in_its_lines() -> None:
    assert parse_block_line("9:30 live robot math 30", ["Robot"]).subject == "Robot"
    assert parse_block_line("9:30 live math 30", []).subject is None
    assert parse_block_line("9:30 live the art of math 30", ["art", "math"]).subject == "math"
    assert parse_block_line("9:30 live drawing math 30", ["math", "drawing"]).subject == "drawing"


def test_a_line_has_at_most_300_letters() -> None:
    line = "9:30 live {} 30"
    assert parse_block_line(line.format("x" * 287)).minutes == 30
    with pytest.raises(ShorthandError):
        parse_block_line(line.format("x" * 288))


@pytest.mark.parametrize(
    ("line", "word", "message"),
    [
        ("", "", '"": a line begins with a time, as 9:30, or "any time"'),
        ("live math 30", "live", '"live": a line begins with a time, as 9:30, or "any time"'),
        ("24:00 live math 30", "24:00", '"24:00" is no time of day'),
        ("9:60 live math 30", "9:60", '"9:60" is no time of day'),
        ("13pm live math 30", "13:00pm", '"13:00pm" is no time of day'),
        ("0pm live math 30", "0:00pm", '"0:00pm" is no time of day'),
        ("fr 9:30 live math 30", "fr", '"fr": a line begins with a time, as 9:30, or "any time"'),
        ("13:00pm live math 30", "13:00pm", '"13:00pm" is no time of day'),
        ("10:00-9:30 live math", "10:00-9:30", '"10:00-9:30" ends before it starts'),
        ("9:30-9:30 live math", "9:30-9:30", '"9:30-9:30" ends before it starts'),
        (
            "9:30 math 30",
            "math",
            '"math": say what it is after the time: live, async, at school or break',
        ),
        (
            "9:30 liv math 30",
            "liv",
            '"liv math": say what it is after the time: live, async, at school or break; '
            'did you mean "live"?',
        ),
        ("9:30 live math", "math", '"math": how many minutes? Write them after the title, as 30'),
        (
            "9:30 live",
            "",
            "what is it, and how many minutes? Write them after the title, as 30",
        ),
        ("9:30 live math 0", "0", '"0" minutes do not fit in the day'),
        (
            "9:30 live math 999999999999",
            "999999999999",
            '"999999999999" minutes do not fit in the day',
        ),
        ("23:30 live math 31", "31", '"31" minutes do not fit in the day'),
        (
            "9:30 live math 30 offlin",
            "offlin",
            '"offlin" is not known here; did you mean "offline"?',
        ),
        ("9:30 live math 30 xyzzy", "xyzzy", '"xyzzy" is not known here'),
        ("9:30 live math 30 tool", "tool", '"tool" is not known here; did you mean "tool="?'),
        ("9:30 live math 30 video", "video", '"video" is not known here; did you mean "video="?'),
        ("9:30 live math 30 tool=", "tool=", '"tool=" says nothing after its "="'),
        ("9:30 live math 30 =Epic", "=Epic", '"=Epic" is not known here'),
        ("9:30 live math 30 offline", "off", "only an async task says whether it needs a screen"),
        (
            "9:30 live math 30 #comunity",
            "comunity",
            '"comunity" is not known here; did you mean "community"?',
        ),
        (
            "9:30 live math 30 #community #feedback",
            "feedback",
            '"#feedback": a block has one purpose',
        ),
        ("any time live math 30", "live", '"live" needs a time, as 9:30'),
        ("fri-mon 9:30 live math 30", "fri-mon", 'the days "fri-mon" are not in order'),
        ("mon,mon 9:30 live math 30", "mon,mon", 'the days "mon,mon" are not in order'),
        ("9:30 live 30", "", "what is it called? Write a title before the minutes"),
        (
            "9:30 live math 30 video=x",
            "video=x",
            '"video=x" is not known here; did you mean "video="?',
        ),
        (
            "9:30 live math 30 video=0",
            "video=0",
            '"video=0" is not known here; did you mean "video="?',
        ),
        (
            "9:30 live math 30 video=1441",
            "video=1441",
            '"video=1441" is not known here; did you mean "video="?',
        ),
        (
            "9:30 live " + "x" * 300 + " 30",
            "9:30 live xxxxxxxxxx",
            "the line is longer than 300 letters",
        ),
    ],
)
def test_a_line_at_fault_is_told_which_word(line: str, word: str, message: str) -> None:
    with pytest.raises(ShorthandError) as caught:
        parse_block_line(line)
    assert caught.value.word == word
    assert str(caught.value) == message
