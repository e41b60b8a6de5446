"""The page behind an invitation's link: GET shows, POST acts, for the one person who holds the link."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.web.forms import read_form
from bot.web.refusals import Refused, Why
from bot.web.service import Service
from bot.web.visitors import Visitor, visitor_of
from core.model.matter import Wants
from core.usecases.invitation_page import InvitationPage, answer_on_page, choose_on_page, invitation_of, mute_on_page
from templates.invitation_page import invitation_page

_DECISIONS: Mapping[str, bool | None] = {"accept": True, "decline": False, "save": None}


class InvitationRoom:
    """One invitation, opened by its link; whether somebody is signed in makes no difference."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def routes(self) -> list[Route]:
        """Return where invitations are reached."""
        return [
            Route("/i/{token}", self.show, methods=["GET"]),
            Route("/i/{token}", self.act, methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        """Show the invitation; changes nothing, whoever opens it."""
        async with self._service.store.look() as work:
            visitor = await visitor_of(self._service, work, request)
            shown = await invitation_of(self._service.desk, work, request.path_params["token"])
        return _page(visitor, request, shown)

    async def act(self, request: Request) -> Response:
        """Accept, decline, complete the profile, choose which reminders come, or ask for no more letters."""
        form = await read_form(request)
        token, act = request.path_params["token"], form.get("act", "")
        desk = self._service.desk
        async with self._service.store.work() as work:
            visitor = await visitor_of(self._service, work, request)
            visitor.check(form)
            if act == "mute":
                await mute_on_page(desk, work, token)
                shown = None
            elif act == "remind" and form.get("wants") in {str(item) for item in Wants}:
                shown = await choose_on_page(desk, work, token, Wants(form["wants"]), form.get("clock", "").strip())
            elif act in _DECISIONS:
                profile = self._profile(form, act)
                language = visitor.asked_language
                shown = await answer_on_page(desk, work, token, _DECISIONS[act], profile, language)
            else:
                raise Refused(Why.UNREADABLE)
        if shown is not None and (shown.wrong or shown.unknown_zone):
            return _page(visitor, request, shown, 422)
        return RedirectResponse(request.url.path, 303)

    def _profile(self, form: Mapping[str, str], act: str) -> dict[str, str]:
        """Return what somebody says of themselves; a no says nothing else."""
        keys = ("name", "attendance", *(item.key for item in self._service.desk.call.attributes))
        return {} if act == "decline" else {key: form[key] for key in keys if form.get(key, "").strip()}


def _page(visitor: Visitor, request: Request, shown: InvitationPage | None, status: int = 200) -> Response:
    """Return the page, in the language of the letter unless another one is asked for."""
    if shown is None:
        raise Refused(Why.GONE)
    language = visitor.asked_language or shown.language
    frame = visitor.frame(request.url.path, switches=True, language=language)
    return visitor.remembered(HTMLResponse(invitation_page(frame, shown), status))
