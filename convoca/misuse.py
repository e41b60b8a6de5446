"""What is wrong with a command line, said in our words: click's own are English, whatever language was asked for."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

import click
import typer
from click.exceptions import NoArgsIsHelpError

from convoca.refusal import Refusal
from core.call.document.values import shown
from templates.words import Words


def not_empty(parameter: typer.CallbackParam, value: str | None) -> str | None:
    """Refuse an option or argument that is there and empty, as an unset variable of a shell leaves it."""
    if value == "":
        raise Refusal("commands.usage.empty", name=_hint(parameter, None))
    return value


def misuse_told(wrong: click.ClickException, given: Sequence[str], words: Words) -> str:
    """Say what click refuses of the `given` words and how it is written instead, in one line."""
    if isinstance(wrong, click.BadOptionUsage):  # it comes without its context
        name = wrong.option_name
        key = "takes_no_value" if any(word.startswith(f"{name}=") for word in given) else "needs_value"
        return words(f"commands.usage.{key}", name=name)
    if isinstance(wrong, click.UsageError) and wrong.ctx is not None:
        return _usage_told(wrong, wrong.ctx, words)
    return words("commands.usage.other")


def _usage_told(wrong: click.UsageError, context: click.Context, words: Words) -> str:
    command = context.command_path
    match wrong:
        case NoArgsIsHelpError():
            return _with_mend(words("commands.usage.no_command"), "", _commands(context), words)
        case click.NoSuchOption(option_name=str(name)):
            said = words("commands.usage.unknown_option", name=shown(name), command=command)
            return _with_mend(said, name, _options(context), words)
        case click.UsageError() if isinstance(told := getattr(wrong, "command_name", None), str):
            # click.NoSuchCommand, a class that only the newest versions have
            said = words("commands.usage.unknown_command", name=shown(told), command=command)
            return _with_mend(said, told, _commands(context), words)
        case click.MissingParameter(param=click.Parameter() as parameter):
            return words("commands.usage.missing", name=_hint(parameter, context), usage=_usage(context))
        case click.BadParameter(param=click.Parameter() as parameter):
            return _value_told(parameter, context, words)
    return words("commands.usage.extra", usage=_usage(context))  # all that click leaves without a class of its own


def _with_mend(said: str, written: str, known: Sequence[str], words: Words) -> str:
    close = get_close_matches(written, known, n=1)
    if close:
        return f"{said} {words('commands.usage.suggestion', suggestion=close[0])}"
    return f"{said} {words('commands.usage.known', known=', '.join(known))}"


def _value_told(parameter: click.Parameter, context: click.Context, words: Words) -> str:
    name = _hint(parameter, context)
    match parameter.type:
        case click.Choice(choices=choices):
            return words("commands.usage.choice", name=name, known=", ".join(map(str, choices)))
        case click.types.IntParamType():
            return words("commands.usage.whole", name=name)
    return words("commands.usage.value", name=name, command=context.command_path)


def _hint(parameter: click.Parameter, context: click.Context | None) -> str:
    """The name that people know it by: '--lang', 'FILE'."""
    return parameter.get_error_hint(context).strip("'.")


def _usage(context: click.Context) -> str:
    return " ".join([context.command_path, *context.command.collect_usage_pieces(context)])


def _commands(context: click.Context) -> list[str]:
    return context.command.list_commands(context) if isinstance(context.command, click.Group) else []


def _options(context: click.Context) -> list[str]:
    options = [item for item in context.command.get_params(context) if isinstance(item, click.Option)]
    return [name for option in options for name in option.opts if name.startswith("--")]
