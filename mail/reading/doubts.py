"""What, anywhere near a yes or a no, makes it no longer plain: conditions, refusals, second thoughts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from core.model.letter import Decision
from mail.reading.answers import COURTESY
from mail.reading.folding import folded
from mail.reading.own import before_signature

_HEDGE = re.compile(
    r"\b(?:pero|aunque|salvo|excepto|siempre (?:y cuando|que)|solo si|solamente si|unicamente si|a menos que"
    r"|depende|dependiendo|todavia no|aun no|tal vez|quiza|quizas|sin embargo|a condicion|condicionad[oa]|puede que"
    r"|en principio|no estoy segur[oa]|sujeto a|provisional|tentativ[oa]|por confirmar|si es que|si me|si puedo"
    r"|si no|si se|si la|si el|si los|si hay|si consigo|si logro"
    r"|porem|contudo|todavia|so se|somente se|apenas se|desde que|talvez|ainda nao|embora|exceto|em principio"
    r"|sujeito a|se eu|se for|se nao|se conseguir|se puder|caso"
    r"|but|however|although|though|unless|only if|provided|maybe|perhaps|not yet|depends|depending|except|tentativ"
    r"|tentatively|subject to|if you|if the|if i|if my|if there|if it|in principle|as long as|not sure|pending"
    r"|cependant|sauf|seulement si|a condition|peut etre|pas encore|toutefois|si je|en principe|sous reserve)\b"
)
_BUT = re.compile(r"\bmas\b|(?:^|[.,;:!?]\s?)mais\b")
"""'But' in Portuguese and French, told by accents and places from Spanish 'más' and Portuguese 'mais' (more)."""
_BEGINS_WITH_BUT = re.compile(r"^\W*(?:pero|aunque|mas|mais|porem|but|however|salvo|excepto|no|nao|non|not)\b")
_SECOND_THOUGHTS = re.compile(
    r"\b(?:pensandolo (?:bien|mejor)|lo pense (?:bien|mejor)|olvid\w{1,4} (?:lo anterior|lo que dije|mi respuesta)"
    r"|(?:ignor|descart)\w{1,3} (?:lo anterior|mi respuesta|este correo|este mensaje)|caso omiso|(?:es|era) broma"
    r"|pensando (?:bem|melhor)|brincadeira|(?:desconsider|ignor)\w{1,3} (?:o anterior|a? ?minha resposta|est[ea])"
    r"|on second thoughts?|scratch that|(?:just|only) (?:kidding|joking)"
    r"|(?:disregard|ignore) (?:this|that|my|the above)|reflexion faite|je plaisante"
    r"|cambi\w{1,3} de (?:idea|opinion|parecer)|mud\w{1,3} de ideia|changed my mind|change davis"
    r"|me arrep(?:enti|entiria|endi)|wrong (?:e ?mail|message|letter)|(?:contest|respond)\w{1,3} (?:a|en) otr[oa])\b"
)
"""What takes back whatever was said."""
_UNSETTLED = re.compile(
    r"\b(?:dependo|dependeria|dependera|habria que|tendria que|me falta|falta que|otro compromiso|en mi lugar"
    r"|(?:estoy|estare|estaria) (?:de viaje|fuera)|busquen a|busque a|otra persona"
    r"|(?:tengo que|debo) (?:ver|consultar|revisar|pedir|preguntar)"
    r"|teria que|outro compromisso|no meu lugar|outra pessoa|(?:estarei|estou|vou estar) (?:viajando|fora|em viagem)"
    r"|(?:tenho que|preciso|devo) (?:de|ver|consultar|verificar|confirmar|pedir|perguntar)"
    r"|i can only|i(?:ll| will| shall) (?:only )?confirm|(?:still|first) (?:need|have to|must)|i need to (?:check|ask)"
    r"|need (?:approval|permission)|let me (?:check|ask|confirm)|waiting for|awaiting|(?:some|any)(?:one|body) else"
    r"|in my (?:place|stead)|instead of me|another commitment|travell?ing (?:that|then|those)"
    r"|on my behalf|en mi nombre|em meu nome|va a ir|ira|asistira|quem vai"
    r"|(?:solo|solamente|unicamente|so|somente|apenas) "
    r"(?:virtual\w*|en linea|on ?line|remot\w*|a distancia|el|los|las|n[oa])"
    r"|on ?line only|only (?:on ?line|remotely|virtually|on)|a confirmar|tbc|to be confirmed|will confirm"
    r"|l(?:es?|hes?) confirmo|confirmo (?:la semana|el (?:lunes|martes|miercoles|jueves|viernes)|manana|luego|despues)"
    r"|confirmo (?:na (?:segunda|terca|quarta|quinta|sexta)|amanha|depois)|que me den"
    r"|(?:esperando|a la espera de|aguardando) (?:\w{1,3} )?"
    r"(?:respuesta|resposta|confirma|aproba|aprova|autoriza|vis[ao])\w*"
    r"|ojala (?:consiga|pueda|logre)|espero (?:conseguir|poder (?:ir|viajar|asistir|estar))|hoping to get"
    r"|hare lo posible|intentare|tratare de|farei o possivel|vou tentar|tentarei|(?:ill|will) (?:try|do my best)"
    r"|a ma place|quelquun dautre|je dois (?:voir|verifier|demander))\b"
)
"""What leaves a yes open; under a no it is only the reason."""
_AGAINST = {
    Decision.ACCEPT: re.compile(
        r"\b(?:nao|not|non|cannot|cant|wont|dont|unable|jamais|tampoco|imposible|impossivel|impossible"
        r"|lamentablemente|desafortunadamente|infelizmente|unfortunately|malheureusement|declin\w{0,4}|rechaz\w{0,4}"
        r"|recus\w{0,4}|refus\w{0,4}|cancel\w{0,6}|anul\w{0,5}|desist\w{0,4}|me retiro|equivo\w{0,5}|engan\w{1,4}"
        r"|mistake|erreur|ne (?:peux|pourrai|suis|serai|veux|souhaite|participe\w{0,3}) pas)\b"
    ),
    Decision.DECLINE: re.compile(
        r"\b(?:acept\w{1,5}|aceit\w{1,4}|accept\w{0,4}|jaccepte|confirm\w{1,6}|problem[ae]?s?|probleme|problemas?"
        r"|inconveniente?s?|esperar|esperaria|wait|dud[ao]s?|duvidas?|doubts?|pierd\w{1,3}|perco|perderia|miss"
        r"|cuente?n? conmigo|contem? comigo|count me in|encantad[oa]|happy to|gladly|con gusto|com prazer"
        r"|equivo\w{0,5}|engan\w{1,4}|mistake|erreur|sim|yes|oui|por supuesto|of course|claro"
        r"|(?:ahi|alli) estare|estarei (?:la|ai|presente)|(?:ill|will) (?:be there|come)"
        r"|m(?:i|inha) presen\w{2,3}|(?<!\bno )ire$|(?<!\bnao )eu vou(?: sim)?$)\b"
    ),
}
_SPANISH_NO = re.compile(r"\bno\b")
_PORTUGUESE = re.compile(r"\b(?:sim|aceito|obrigad[oa]|com prazer|com certeza|convite|participacao)\b")
"""By these a letter is in Portuguese, where 'no' means 'in the'."""
_SPANISH_YES = re.compile(r"\bsí\b")
_LEGAL = re.compile(
    r"\b(?:confiden[ct]i\w{2,9}|destinatari\w{1,2}|intended recipient|destinataire|privileg\w{2,6}|notif\w{3,8}"
    r"|aviso legal|disclaimer|legal notice|elimin\w{1,5}|borr\w{2,5}|delete|apag\w{1,3}|remitente|remetente|sender"
    r"|prohib\w{2,6}|proib\w{2,4}|prohibit\w{0,4}|unauthori[sz]ed|autoriza\w{2,3}|divulga\w{2,5}|disclosure"
    r"|datos personales|dados pessoais|personal data|virus|mensaje|mensagem|adjuntos|anexos|attachments?)\b"
)
_NOTICE = re.compile(
    r"(?:aviso (?:legal|de (?:confidencialidad|privacidad|privacidade))|nota de confidencialidad|confidencialidad\b"
    r"|confidencialidade|confidentiality|disclaimer|legal notice|avis de confidentialite|aviso de confidencialidade)"
)
_PAPER = re.compile(
    r"\b(?:antes de imprimir|no imprima|nao imprima|before printing|do not print|dont print|avant dimprimer"
    r"|libre de virus|livre de virus|virus free|sem virus|external email|correo externo)\b"
)
_CLOSING = ("saludo", "un saludo", "abrazo", "un abrazo", "cordial", "atentamente", "atte", "slds", "att", "abraco")


def takes_back(decision: Decision, first: str, later: Sequence[str]) -> str | None:
    """Return the key of what makes a decision doubtful in the lines after it, None where nothing does."""
    portuguese = any(_PORTUGUESE.search(folded(line)) for line in (first, *later))
    said = before_signature(later)
    if decision is Decision.DECLINE and said and _runs_on(said[0]):
        return "runs_on"
    for line in _without_small_print(said):
        bare = folded(line)
        if _HEDGE.search(bare) or _BUT.search(line.casefold()):
            return "under_a_condition"
        if decision is Decision.ACCEPT and _UNSETTLED.search(bare):
            return "under_a_condition"
        if (
            _SECOND_THOUGHTS.search(bare)
            or _AGAINST[decision].search(bare)
            or _negates(decision, line, bare, portuguese=portuguese)
        ):
            return "contradicts_itself"
    if any(_BEGINS_WITH_BUT.match(folded(line)) for line in later[len(said) :]):
        return "under_a_condition"
    return None


def _negates(decision: Decision, line: str, bare: str, *, portuguese: bool) -> bool:
    if decision is Decision.ACCEPT:
        return not portuguese and _SPANISH_NO.search(bare) is not None
    return _SPANISH_YES.search(line.casefold()) is not None


def _runs_on(line: str) -> bool:
    """Whether a line goes on with the sentence above it: 'No puedo' / 'esperar a conocerlos'."""
    words = line.split()
    bare = folded(line)
    return len(words) > 1 and words[0][:1].islower() and bare not in COURTESY and not bare.startswith(_CLOSING)


def _without_small_print(lines: Sequence[str]) -> Iterator[str]:
    """Yield lines of paragraphs that are no legal notice under a signature; those speak of everything."""
    paragraph: list[str] = []
    for line in (*lines, ""):
        if line.strip():
            paragraph.append(line)
            continue
        bare = folded(" ".join(paragraph))
        if not _PAPER.search(bare) and not _NOTICE.match(bare) and len(set(_LEGAL.findall(bare))) < 3:
            yield from paragraph
        paragraph = []
