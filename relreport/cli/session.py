"""What all commands share: the global options, the workspace, and the exit codes' ways out."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import NoReturn

import click

from relreport import diagnostics
from relreport.cli.speech import overhear, say, spoken
from relreport.config import (
    SETTINGS_NAME,
    AccountFile,
    NoSuchFileError,
    NotAWorkspaceError,
    Workspace,
    find_workspace,
    open_workspace,
)
from relreport.finding import Finding
from relreport.record import dataclass


@dataclass
class Session:
    """One run of the command line. `folder`: the workspace as given."""

    folder: Path | None = None
    quiet: bool = False
    debug: bool = False
    lang: str | None = None

    @cached_property
    def root(self) -> Path:
        """The workspace's folder; ends with a usage error where there is none."""
        try:
            return self.folder or find_workspace(Path.cwd())
        except NotAWorkspaceError:
            refuse(say("no_workspace", path=str(Path.cwd())))

    @cached_property
    def workspace(self) -> Workspace:
        """The workspace; ends with a usage error where there is none."""
        try:
            return _entered(open_workspace(self.root))
        except NotAWorkspaceError:
            refuse(say("no_workspace", path=str(self.root)))

    def workspace_of(self, paths: Iterable[Path]) -> Workspace:
        """The workspace; where the current folder is in none, that of the first of `paths`, or its folder
        alone."""
        named = tuple(paths)
        if self.folder is None and named:
            for start in (Path.cwd(), named[0].absolute().parent):
                try:
                    return _entered(open_workspace(find_workspace(start)))
                except NotAWorkspaceError:
                    continue
            if not named[0].exists():
                refuse(say("no_file", path=str(named[0])))
            return _entered(open_workspace(named[0] if named[0].is_dir() else named[0].absolute().parent))
        return self.workspace

    def usable_workspace(self) -> Workspace:
        """The workspace with settings that can be used; ends with exit 2, the mistakes told, where they
        cannot."""
        workspace = self.workspace
        mistakes = [one for one in workspace.findings if one.is_error and one.where.path == SETTINGS_NAME]
        if mistakes:
            self.tell_mistakes(mistakes)
            refuse(say("bad_settings"))
        return workspace

    def tell(self, text: str) -> None:
        """Say on standard error what is neither result nor error."""
        if not self.quiet:
            click.echo(text, err=True)

    def tell_mistakes(self, findings: Iterable[Finding], language: str | None = None) -> None:
        """Say on standard error what was found, a line each."""
        for finding in findings:
            click.echo(diagnostics.line(finding, language or spoken()), err=True)

    def tell_own_rules(self, broken: Iterable[str], packages: Iterable[str] | None = None) -> None:
        """Name the organisation's own rules that failed: whole packages, and single rules by code.

        `packages`: as an earlier build noted them; else they are looked at now.
        """
        if packages is None:
            from relreport.build.plans import own_rules

            packages = own_rules()
        for name in packages:
            click.echo(say("own_rules.package", name=name[:80]), err=True)
        for code in sorted(set(broken)):
            click.echo(say("own_rules.rule", code=code[:80]), err=True)


def _entered(workspace: Workspace) -> Workspace:
    """The workspace, whose language is spoken where the system's says nothing."""
    if workspace.settings.language:
        overhear(workspace.settings.language)
    return workspace


def file_of(workspace: Workspace, account: str) -> AccountFile:
    """The file of the account that was named, by id or path, else by the customer's name; ends with a usage
    error where there is none, or several."""
    file = workspace.account(account)
    if file is not None:
        return file
    from relreport.fields.kinds import folded
    from relreport.nearest import nearest

    names = [(workspace.parse(one).name or one.id, one) for one in workspace.files]
    same = [one for name, one in names if folded(name) == folded(account)]
    if not same:
        near = nearest(account, [*(one.id for one in workspace.files), *(name for name, _ in names)])
        refuse(diagnostics.escaped(say("no_account", id=account[:80], **({"near": near} if near else {}))))
    if len(same) > 1:
        refuse(say("several_accounts", name=account[:80], ids=", ".join(one.id for one in same)))
    return same[0]


def no_file(error: NoSuchFileError) -> NoReturn:
    """End with a usage error: a path that was named does not exist."""
    refuse(say("no_file", path=str(error), **({"near": error.near} if error.near else {})))


class Refusal(click.ClickException):
    """What was asked for makes no sense here. How the command is used is no answer to that."""

    exit_code = 2


def refuse(message: str) -> NoReturn:
    """End with a usage error (exit 2)."""
    raise Refusal(message)


pass_session = click.make_pass_decorator(Session)
