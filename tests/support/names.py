"""A name server on loopback that knows what it is told and nothing else, and keeps what it was asked."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import dns.message
import dns.name
import dns.rcode
import dns.rrset
import dns.zone

from convoca.example.ports import free_port

HOST = "127.0.0.1"
PLAIN = 512
"""Bytes that a datagram takes where nobody said that it takes more."""
THINKS_SECONDS = 1.5
LENGTH = 2
"""Bytes before a message over TCP that say how long it is."""


class Names:
    """Answers over UDP and TCP from a zone file; of the `sick` name it says that it can't find out.

    About `slow` and the names below it, it thinks for a while before it answers a datagram.
    """

    def __init__(self, zone: str, *, sick: str, slow: str) -> None:
        self.port = free_port()
        self.asked: set[str] = set()
        self._zone = dns.zone.from_text(zone, origin=dns.name.root, relativize=False, check_origin=False)
        self._sick, self._slow = (dns.name.from_text(name) for name in (sick, slow))

    def answer(self, asked: bytes, longest: int = 65535) -> bytes:
        """Return the answer to a message; cut, and marked so, where it would be longer than can be taken."""
        query = dns.message.from_wire(asked)
        answer = dns.message.make_response(query, recursion_available=True)
        question = query.question[0]
        self.asked.add(question.name.to_text(omit_final_dot=True).lower())
        answer.set_rcode(self._rcode(question.name))
        if found := self._zone.get_rdataset(question.name, question.rdtype):
            answer.answer.append(dns.rrset.from_rdata_list(question.name, found.ttl, list(found)))
        return answer.to_wire(max_size=max(longest, query.payload), prefer_truncation=True)

    def thinks_about(self, asked: bytes) -> bool:
        """Whether an answer takes its time."""
        return dns.message.from_wire(asked).question[0].name.is_subdomain(self._slow)

    def _rcode(self, name: dns.name.Name) -> dns.rcode.Rcode:
        if name == self._sick:
            return dns.rcode.SERVFAIL
        # A name above one that exists is there too, and has nothing of its own.
        is_there = any(known.is_subdomain(name) for known in self._zone.nodes)
        return dns.rcode.NOERROR if is_there else dns.rcode.NXDOMAIN


@contextmanager
def serving_names(names: Names) -> Iterator[Names]:
    """Answer on `names.port` while the block is open."""

    is_over = threading.Event()

    class Datagram(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            asked, here = self.request
            if not names.thinks_about(asked) or not is_over.wait(THINKS_SECONDS):
                here.sendto(names.answer(asked, PLAIN), self.client_address)

    class Stream(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            while length := int.from_bytes(self.rfile.read(LENGTH), "big"):
                answer = names.answer(self.rfile.read(length))
                self.wfile.write(len(answer).to_bytes(LENGTH, "big") + answer)

    place = (HOST, names.port)
    with (
        socketserver.ThreadingUDPServer(place, Datagram) as udp,
        socketserver.ThreadingTCPServer(place, Stream) as tcp,
    ):
        both = [threading.Thread(target=server.serve_forever, args=(0.1,)) for server in (udp, tcp)]
        for thread in both:
            thread.start()
        try:
            yield names
        finally:
            is_over.set()
            for server in (udp, tcp):
                server.shutdown()
            for thread in both:
                thread.join()
