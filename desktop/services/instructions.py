"""Instructions to the house: what the night shift must do or not do for someone, and never why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from desktop.clock import BRUSSELS, board_night
from desktop.domain import codelists
from desktop.domain.family import DO_NOT_PLACE, Instruction, InstructionDraft
from desktop.domain.roles import Compartment, Role
from desktop.domain.shelter import Resident
from desktop.errors import InvalidField, NotAllowed, UserError
from desktop.i18n import current_language, gettext as _
from desktop.services import access
from desktop.services.session import Session
from desktop.storage import instructions as rows
from desktop.storage.vault import Transaction

WRITERS = frozenset({Role.CASEWORKER, Role.COUNSELLOR, Role.COORDINATOR})
LONGEST_TEXT = 500


class InstructionsStand(UserError):
    """Someone is about to be placed for whom the house has instructions: to be read, or overridden with a reason."""

    def __init__(self, instructions: tuple[Instruction, ...]) -> None:
        self.instructions = instructions
        if self.forbids:
            next_step = _("Call on-call. If they decide otherwise, write their reason.")
        else:
            next_step = _("Read it to the shift, then confirm.")
        told = _("{instruction}. Nothing was saved.").format(instruction=sentence(instructions[0]))
        super().__init__(told, next_step)

    @property
    def forbids(self) -> bool:
        """Whether reading is not enough."""
        return any(each.forbids for each in self.instructions)


def sentence(instruction: Instruction) -> str:
    """What the house reads: the fixed sentence of the kind from the code list, else what was written."""
    kind = codelists.label("instruction_kinds", instruction.draft.kind, current_language())
    return kind if instruction.forbids or not instruction.draft.text else instruction.draft.text


def may_write(session: Session) -> bool:
    """Whether this person writes instructions: it takes the role, and the key of the house they go to."""
    return Compartment.HOUSE in session.holds and not WRITERS.isdisjoint(session.user.roles)


def of_client(session: Session, client_id: str) -> tuple[Instruction, ...]:
    """Every instruction for a person, past ones too."""
    access.check(session, client_id)
    session.vault.need(Compartment.HOUSE)
    return rows.instructions_of(session.vault, client_id)


def for_board(session: Session, *, night: date | None = None) -> Mapping[str, tuple[Instruction, ...]]:
    """What counts in a night, by client; the house reads it also for files it knows nothing else of."""
    session.vault.need(Compartment.HOUSE)
    night = night or board_night(session.clock.now())
    found: dict[str, tuple[Instruction, ...]] = {}
    for each in rows.instructions_between(session.vault, night, night + timedelta(days=1)):
        found[each.client_id] = (*found.get(each.client_id, ()), each)
    return found


def for_newcomer(session: Session, client_id: str) -> tuple[Instruction, ...]:
    """What counts for someone from now on, to be told as soon as they are chosen for a place."""
    access.check(session, client_id)
    return before_placing(session, Resident("", client_id=client_id), begins=session.clock.now())


def before_placing(
    session: Session, resident: Resident, *, begins: datetime, ends: datetime | None = None
) -> tuple[Instruction, ...]:
    """What the house must know before someone gets a place; who has no file is known by call-name."""
    session.vault.need(Compartment.HOUSE)
    client_id = resident.client_id
    meant = {client_id} if client_id else rows.people_called(session.vault, resident.call_name)
    if not meant:
        return ()
    last = ends.astimezone(BRUSSELS).date() if ends else date.max
    standing = rows.instructions_between(session.vault, begins.astimezone(BRUSSELS).date(), last)
    return tuple(each for each in standing if each.client_id in meant)


def insist(
    instructions: tuple[Instruction, ...], save: Transaction, *, acknowledged: bool, override: str
) -> None:
    """In the save that gives the place: log who read the instructions, or why one was overridden.

    Raises InstructionsStand when nobody did.
    """
    forbids = any(each.forbids for each in instructions)
    if instructions and not (override.strip() if forbids else acknowledged):
        raise InstructionsStand(instructions)
    for each in instructions:
        act = "override" if each.forbids else "acknowledge"
        save.access("instruction", each.id, act=act, reason=override.strip() if each.forbids else "")


def record(
    session: Session, client_id: str, draft: InstructionDraft, *, instruction_id: str = ""
) -> Instruction:
    """Write an instruction to the house, new or changed. Raises NotAllowed without the role or the house's key."""
    access.check(session, client_id)
    _need_to_write(session)
    draft = _checked(draft)
    fields = rows.instruction_fields(draft)
    if not instruction_id:
        fields["client_id"] = client_id
    elif rows.file_of_instruction(session.vault, instruction_id) != client_id:
        raise _no_such_instruction()
    instruction = Instruction(instruction_id or session.vault.new_id(), client_id, draft)
    with session.vault.save(Compartment.HOUSE) as save:
        save.write("instruction", instruction.id, **fields)
    return instruction


def remove(session: Session, instruction_id: str) -> None:
    """Take an instruction back: the board stops showing it."""
    _set_removed(session, instruction_id, 1)


def restore(session: Session, instruction_id: str) -> None:
    """Undo taking it back."""
    _set_removed(session, instruction_id, 0)


def _set_removed(session: Session, instruction_id: str, removed: int) -> None:
    _need_to_write(session)
    client_id = rows.file_of_instruction(session.vault, instruction_id)
    if not client_id:
        raise _no_such_instruction()
    access.check(session, client_id)
    with session.vault.save(Compartment.HOUSE) as save:
        save.write("instruction", instruction_id, removed=removed)


def _need_to_write(session: Session) -> None:
    if Compartment.HOUSE not in session.holds:
        raise NotAllowed(
            _("An instruction goes to the house, and your role has no key to it."),
            _("Ask a caseworker or a counsellor to write it."),
        )
    if not may_write(session):
        raise NotAllowed(
            _("Your role reads the instructions and does not write them."),
            _("Ask a caseworker or a counsellor."),
        )


def _checked(draft: InstructionDraft) -> InstructionDraft:
    text = " ".join(draft.text.split())
    if draft.kind == DO_NOT_PLACE:
        text = ""  # its sentence is fixed: no name and no reason ever reach the house
    elif not draft.kind:
        raise InvalidField("kind", _("Choose what it is about."))
    elif not text:
        raise InvalidField("text", _("Write what the house has to do."))
    elif len(text) > LONGEST_TEXT:
        raise InvalidField(
            "text", _("An instruction has at most {count} characters.").format(count=LONGEST_TEXT)
        )
    if draft.begins and draft.ends and draft.ends < draft.begins:
        raise InvalidField("ends", _("The end lies before the beginning."), _("Check both dates."))
    return replace(draft, text=text)


def _no_such_instruction() -> UserError:
    return UserError(_("There is no such instruction."), _("Look again in the file."))
