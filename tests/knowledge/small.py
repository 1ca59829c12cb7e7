"""The smallest knowledge that holds together, as files a test can change; everything in it is invented."""

from collections.abc import Mapping

from kilter.knowledge.catalogue import Catalogue, KnowledgeFile, build_catalogue
from kilter.knowledge.documents import read_document
from kilter.knowledge.schema.citing import Number, Range
from kilter.knowledge.schema.progress import ProgressionRules


def _number(value: float, unit: str) -> str:
    return f"{{value: {value}, unit: {unit}, grade: convention, sources: [house_rule]}}"


def _range(low: float, high: float, unit: str) -> str:
    return f"{{low: {low}, high: {high}, unit: {unit}, grade: convention, sources: [house_rule]}}"


def _phase(stage: str) -> str:
    return f"  - {{stage: {stage}, weeks: {_number(2, 'weeks')}, aim: Learn., ready_for_next_when: [It is easy.]}}"


SOURCES = """\
- id: house_rule
  kind: project
  authors: The house
  title: A rule for tests
  published_in: Nowhere
"""

IMPAIRMENT = f"""\
id: weak_side
name: Weak side
kind: weak
about: This side gives less.
base_rate: {_number(0.2, "ratio")}
treat_order: 1
grade: convention
sources: [house_rule]
"""

TEST = """\
id: push
name: Push
setting: [home]
position: standing
equipment: [scale]
effort: {minutes: 5, grade: convention, sources: [house_rule]}
procedure: [Stand., Push.]
why: It shows how strong each side is.
family: pushing
measures:
  - id: force
    name: Force
    unit: n
    better: higher
    plausible: [0, 900]
    trials: 3
    error: {sem: 5, grade: convention, sources: [house_rule]}
points_to:
  - impairment: weak_side
    measure: force
    direct: true
    steps: [{side_gap: 20, lr: 3}]
    otherwise_lr: 0.5
    grade: convention
    sources: [house_rule]
cautions:
  - {when: sore_side, why: It strains., grade: convention, sources: [house_rule]}
"""

EXERCISE = """\
id: press
name: Press
section: strength
position: standing
laterality: one_side
stages: [strength]
targets: {prime: [gluteus_medius]}
treats: [weak_side]
camera: {facing: front, height_m: 1, tolerance_deg: 30}
how_to: [Stand., Press.]
dose:
  {sets: [2, 3], reps: [10, 15], tempo_s: [2, 1, 2], rest_s: 60, times_per_week: [2, 3], grade: convention,
   sources: [house_rule]}
movement: {rest: {}, peak: {hip_abduction: 30}, contacts: {other_foot: 0}, grade: convention, sources: [house_rule]}
repetition: {signal: hip_abduction, begin: 15, end: 8, unit: deg, grade: convention, sources: [house_rule]}
focus:
  - {id: leans, say: Stay upright, signal: trunk_lean, above: 10, unit: deg, grade: convention, sources: [house_rule]}
levels:
  - {id: tiny, name: Tiny, step: -2, how: Hardly press.}
  - {id: light, name: Light, step: -1, how: Press lightly.}
  - {id: plain, name: Plain, step: 0, how: Press.}
  - {id: firm, name: Firm, step: 1, how: Press firmly.}
  - {id: full, name: Full, step: 2, how: Press as hard as you can.}
cautions:
  - {when: sore_side, do: avoid, why: It strains., grade: convention, sources: [house_rule]}
gates:
  - {say: Push first., test: push, measure: force, at_least: 10, grade: convention, sources: [house_rule]}
sources: [house_rule]
"""

PRECAUTIONS = """\
- id: sore_side
  name: A sore side
  ask: Is a side sore?
  applies_when: [{kind: reported}, {kind: sign_present, sign: ache}]
  advice: [Go gently.]
  grade: convention
  sources: [house_rule]
"""

SIGNS = """\
- id: ache
  name: An ache
  ask: Does it ache?
  kind: pain
  links: [{impairment: weak_side, weight: weak, grade: convention, sources: [house_rule]}]
  grade: convention
  sources: [house_rule]
"""

TRIAGE_RULES = """\
- id: strong_push
  name: A push beyond belief
  when: {kind: measure_reaches, test: push, measure: force, at_least: 800}
  urgency: routine
  say: Have it looked at.
  grade: convention
  sources: [house_rule]
"""

EDUCATION = """\
- {id: why_sides, kind: question, order: 1, title: Why sides?, text: There are two., claims: [sides_differ],
   grade: convention, sources: [house_rule]}
"""

CLAIMS = """\
- {id: sides_differ, claim: Sides differ., verdict: supported, finding: They do., grade: convention,
   sources: [house_rule]}
"""

EQUIPMENT = """\
- {id: scale, name: Scale, household: true}
"""

EVIDENCE_RULES = f"""\
smallest_lr: {_number(0.2, "ratio")}
largest_lr: {_number(6, "ratio")}
correlated_share: {_number(0.5, "ratio")}
unclear_share: {_number(0.5, "ratio")}
possible_from: {_number(0.35, "ratio")}
likely_from: {_number(0.65, "ratio")}
enough_trials: {_number(3, "repetitions")}
weights: {{strong: {_number(3, "ratio")}, moderate: {_number(2, "ratio")}, weak: {_number(1.3, "ratio")}}}
"""

DOSE_RULES = "\n".join(
    [
        f"sessions_per_week: {_number(3, 'sessions_per_week')}",
        f"sessions_per_week_range: {_range(2, 4, 'sessions_per_week')}",
        f"session_minutes: {_number(30, 'min')}",
        f"session_minutes_range: {_range(10, 60, 'min')}",
        f"warm_up_minutes: {_range(5, 8, 'min')}",
        f"cool_down_minutes: {_range(2, 5, 'min')}",
        f"rest_between_sides_s: {_number(15, 's')}",
        f"change_over_s: {_number(30, 's')}",
        f"same_muscle_rest_hours: {_number(48, 'hours')}",
        f"repetitions_in_reserve: {_range(2, 4, 'repetitions')}",
        f"extra_set_from_difference: {_number(15, 'percent')}",
        f"sessions_per_impairment: {_number(2, 'sessions_per_week')}",
        f"set_ends_from_pain: {_number(4, 'points')}",
        "phases:",
        *(_phase(stage) for stage in ("mobility", "activation", "strength", "integration")),
        f"start_step: {{none: {_number(-1, 'ratio')}, some: {_number(0, 'ratio')}, regular: {_number(1, 'ratio')}}}",
    ]
)

RETEST_RULES = f"""\
checkpoints:
  - {{after: {_number(4, "weeks")}, judges_symmetry: false}}
  - {{after: {_number(8, "weeks")}, judges_symmetry: true}}
window_days: {_number(7, "days")}
range_trend_from: {_number(4, "weeks")}
"""

CAMERA_RULES = f"""\
grade: convention
sources: [house_rule]
sure_share: {_number(1.64, "ratio")}
errors: [{{position: standing, facing: front, clips: 1, rms: {{hip_abduction: 5}}}}]
"""

_OWN_RATING = ", ".join(
    f"{word}: {_number(share, 'ratio')}" for word, share in (("clean", 1), ("some_faults", 0.7), ("poor", 0.4))
)
_PROGRESSION_FORMS: Mapping[object, str] = {Number: _number(2, "times"), Range: _range(2, 10, "percent")}

PROGRESSION_RULES = "\n".join(
    [
        "version: 1",
        f"own_rating: {{{_OWN_RATING}}}",
        "band_order: {colours: [light, strong], grade: convention, sources: [house_rule]}",
        "gates: []",
        *(
            f"{name}: {_PROGRESSION_FORMS[field.annotation]}"
            for name, field in ProgressionRules.model_fields.items()
            if field.annotation in _PROGRESSION_FORMS
        ),
    ]
)

FILES: Mapping[str, str] = {
    "sources/sources": SOURCES,
    "impairments/weak_side": IMPAIRMENT,
    "tests/push": TEST,
    "exercises/press": EXERCISE,
    "precautions/precautions": PRECAUTIONS,
    "signs/signs": SIGNS,
    "triage_rules/triage_rules": TRIAGE_RULES,
    "education/education": EDUCATION,
    "claims/claims": CLAIMS,
    "equipment/equipment": EQUIPMENT,
    "rules/evidence": EVIDENCE_RULES,
    "rules/dose": DOSE_RULES,
    "rules/retest": RETEST_RULES,
    "rules/camera": CAMERA_RULES,
    "rules/progression": PROGRESSION_RULES,
}
"""Text by folder and name."""


def files(**changes: str) -> list[KnowledgeFile]:
    """The files, read; each change replaces or adds one, its name written ``folder__name``."""
    texts = {**FILES, **{name.replace("__", "/", 1): text for name, text in changes.items()}}
    read = []
    for path, text in texts.items():
        folder, _, name = path.partition("/")
        read.append(KnowledgeFile(folder, name, read_document(text, f"{path}.yaml")))
    return read


def only(**added: str) -> list[KnowledgeFile]:
    """Nothing but these files, as a folder of one's own would give them."""
    return [file for file in files(**added) if f"{file.folder}__{file.name}" in added]


def build(**changes: str) -> Catalogue:
    """The catalogue of the files, with changes."""
    return build_catalogue(files(**changes))
