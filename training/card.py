"""The model card: what a trained adapter is, what it can do and what it cannot."""

from collections.abc import Mapping

from .trial import Trial

_TEXT = """\
# A model made for homes

An adapter of rank {rank} over SmolLM2-135M-Instruct, which turns a command and a list of devices
into a plan for llm_iot. It answers in that one form and nothing else. Licence: Apache-2.0, as
the base.

- **Trained** on {commands} commands in homes that never existed, made by `training/generator`
  (seed {seed}, code {commit}){people}. {minutes:.0f} minutes, {dtype}{origin}.
- **Base**: the GGUF with sha256 `{base_sha256}`.
- **Measured** on {count} commands with names, rooms and goals that were held back, in a real
  Ollama: {share:.1%} of the answers exactly as they should be, {median:.2f} s an answer,
  {prompt} tokens a prompt (medians). Torch writes the same text for {same:.1%} of {compared}.

| sort of command | right |
| --- | --- |
{table}

**What it cannot do.** It knows English only, sees sixteen devices at most, and no times: code takes
those off before. It does not talk. What it writes is checked by code before anything moves; used
without those checks it will now and then name the wrong device.

**Your own.** `scripts/train` makes another one; the words it learns from are the JSON files in
`training/generator/data`.
"""


def card(about: Mapping[str, str], trial: Trial, same: float, compared: int) -> str:
    """Return the card of an adapter with what its trial showed."""
    table = "\n".join(
        f"| {sort} | {trial.right[sort]} of {total} |"
        for sort, total in sorted(trial.total.items())
    )
    prompts = sorted(trial.prompt_tokens)
    own = about.get("own_home") == str(True)
    began = about.get("began_with_sha256")
    return _TEXT.format(
        people=" and on what one home has taught: keep it there" if own else "; no person's data",
        **{**about, "commands": f"{int(about['commands']):,}"},
        origin=f", on from the adapter with sha256 `{began}`" if began else "",
        minutes=float(about["seconds"]) / 60,
        count=trial.total.total(),
        share=trial.share,
        median=trial.median,
        prompt=prompts[len(prompts) // 2],
        same=same,
        compared=compared,
        table=table,
    )
