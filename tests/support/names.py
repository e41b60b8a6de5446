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
LENGTH = 2
"""Bytes before a message over TCP that say how long it is."""


class Names:
    """Answers over UDP and TCP from a zone file; of `sick` names it says that it can't find out."""

    def __init__(self, zone: str, *, sick: tuple[str, ...] = ()) -> None:
        self.port = free_port()
        self.asked: set[str] = set()
        self._zone = dns.zone.from_text(zone, origin=dns.name.root, relativize=False, check_origin=False)
        self._sick = sick

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

    def _rcode(self, name: dns.name.Name) -> dns.rcode.Rcode:
        if name.to_text(omit_final_dot=True).lower() in self._sick:
            return dns.rcode.SERVFAIL
        # A name above one that exists is there too, and has nothing of its own.
        is_there = any(known.is_subdomain(name) for known in self._zone.nodes)
        return dns.rcode.NOERROR if is_there else dns.rcode.NXDOMAIN


@contextmanager
def serving_names(names: Names) -> Iterator[Names]:
    """Answer on `names.port` while the block is open."""

    class Datagram(socketserver.DatagramRequestHandler):
        def handle(self) -> None:
            self.wfile.write(names.answer(self.rfile.read(), PLAIN))

    class Stream(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            while length := int.from_bytes(self.rfile.read(LENGTH), "big"):
                answer = names.answer(self.rfile.read(length))
                self.wfile.write(len(answer).to_bytes(LENGTH, "big") + answer)

    place = (HOST, names.port)
    with socketserver.UDPServer(place, Datagram) as udp, socketserver.ThreadingTCPServer(place, Stream) as tcp:
        both = [threading.Thread(target=server.serve_forever, args=(0.1,)) for server in (udp, tcp)]
        for thread in both:
            thread.start()
        try:
            yield names
        finally:
            for server in (udp, tcp):
                server.shutdown()
            for thread in both:
                thread.join()
