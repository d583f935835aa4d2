#!/usr/bin/env python3
"""Makes large inputs out of few saved pages, so that none is skipped as already read.

Every copy of a page has a URL of its own (canonical link, og:url, wherever else the page repeats
them, and the target of the archive's record) and another number in every paragraph. The same
options and seed give the same bytes. Only the standard library is needed.

    make_archive.py --out pages.warc.gz --megabytes 1000
    make_archive.py --out folder --pages 400

Pages come from --source, else from html/pages under $AVVISO_DATA.
"""

import argparse
import hashlib
import os
import random
import re
import sys
import uuid
import zlib
from pathlib import Path

# What holds no text of the article: numbers in there stay.
OPAQUE = re.compile(rb"(<script\b.*?</script\s*>|<style\b.*?</style\s*>|<!--.*?-->)", re.I | re.S)
PARAGRAPH = re.compile(rb"<p(?:\s[^>]*)?>.*?(?=</p\b|<p[\s>]|</div\b|\Z)", re.I | re.S)
TAG = re.compile(rb"(<[^>]*>)")
# A whole number in running text: not in a name, a decimal or a character reference.
NUMBER = re.compile(rb"(?<![\w&#;.,:/-])\d{1,6}(?![\w;/:-])")
# Pages that part their paragraphs by line breaks: the end of a line with text on it.
LINE_END = re.compile(rb"(?<=[^\s>])(?=\s*<br\b)", re.I)
LINK = re.compile(rb"<(?:link|meta)\b[^>]*>", re.I)
ADDRESS = re.compile(rb"""(?:href|content)\s*=\s*["']?(https?://[^"'\s>]+)""", re.I)
NAMED = re.compile(rb"""(?:rel|property|name)\s*=\s*["']?(?:canonical|og:url)\b""", re.I)


class Page:
    """A page cut at the places where its copies differ."""

    def __init__(self, path):
        self.name = path.name.removesuffix(".gz").removesuffix(".html")
        html = path.read_bytes()
        self.addresses = own_addresses(html)
        # Odd parts are fixed bytes; between them stands a number or the URL.
        self.fixed, self.slots = [b""], []
        for n, part in enumerate(OPAQUE.split(html)):
            if n % 2:
                self.put_with_addresses(part)
            else:
                self.put_text(part)
        self.paragraphs = self.slots.count("number")

    def put_text(self, html):
        at = 0
        for paragraph in PARAGRAPH.finditer(html):
            self.put_lines(html[at:paragraph.start()])
            self.put_paragraph(paragraph.group())
            at = paragraph.end()
        self.put_lines(html[at:])

    def put_paragraph(self, html):
        pieces = TAG.split(html)
        for n in range(0, len(pieces), 2):
            found = NUMBER.search(pieces[n])
            if found:
                self.put_with_addresses(b"".join(pieces[:n]) + pieces[n][: found.start()])
                self.put_slot("number")
                self.put_with_addresses(pieces[n][found.end():] + b"".join(pieces[n + 1:]))
                return
        self.put_with_addresses(html)
        if any(piece.strip() for piece in pieces[::2]):
            self.put(b" ")
            self.put_slot("number")

    def put_lines(self, html):
        for n, line in enumerate(LINE_END.split(html)):
            if n:
                self.put(b" ")
                self.put_slot("number")
            self.put_with_addresses(line)

    def put_with_addresses(self, html):
        if not self.addresses:
            self.put(html)
            return
        at = 0
        for found in self.addresses.finditer(html):
            self.put(html[at:found.start()])
            self.put_slot("escaped" if b"\\/" in found.group() else "url")
            at = found.end()
        self.put(html[at:])

    def put(self, html):
        self.fixed[-1] += html

    def put_slot(self, slot):
        self.slots.append(slot)
        self.fixed.append(b"")

    def copy(self, url, numbers):
        """The page under another URL, with other numbers."""
        given = url.encode()
        parts = [self.fixed[0]]
        for slot, fixed in zip(self.slots, self.fixed[1:]):
            if slot == "number":
                parts.append(b"%d" % numbers.randint(10_000, 999_999))
            else:
                parts.append(given.replace(b"/", b"\\/") if slot == "escaped" else given)
            parts.append(fixed)
        return b"".join(parts)


def own_addresses(html):
    """A pattern of the URLs that a page gives itself, as written there and escaped for JSON."""
    found = set()
    for tag in LINK.findall(html):
        address = ADDRESS.search(tag) if NAMED.search(tag) else None
        if address:
            found |= {address.group(1), address.group(1).replace(b"/", b"\\/")}
    if not found:
        return None
    longest_first = sorted(found, key=lambda url: (-len(url), url))
    return re.compile(b"(?:" + b"|".join(map(re.escape, longest_first)) + rb")(?![\w/?.#-])")


def host_of(page):
    text = page.addresses.pattern if page.addresses else b""
    found = re.search(rb"https?:/*([\w.-]+)", text.replace(b"\\", b""))
    return found.group(1).decode() if found else "pages.example"


def copies(source, options):
    """Copies of all pages in turn, until enough pages or bytes are made: (name, url, html)."""
    paths = sorted(path for path in Path(source).iterdir() if path.suffix == ".html")
    if not paths:
        sys.exit(f"{source}: holds no .html file; name a folder of saved pages with --source")
    pages = [Page(path) for path in paths]
    made = size = 0
    most = options.megabytes * 1_000_000 if options.megabytes else None
    while made < options.pages if options.pages else size < most:
        page = pages[made % len(pages)]
        numbers = random.Random(f"{options.seed}/{made}")
        url = f"https://{host_of(page)}/copy-{options.seed}-{made:06}/{page.name}"
        html = page.copy(url, numbers)
        yield f"{made:06}-{page.name}", url, html
        made += 1
        size += len(html)


def record(url, html):
    """A response record of a web archive."""
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(html)
    name = uuid.uuid5(uuid.NAMESPACE_URL, url)
    digest = hashlib.sha1(html).hexdigest()
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\n"
        f"WARC-Record-ID: <urn:uuid:{name}>\r\nWARC-Target-URI: {url}\r\n"
        f"WARC-Date: 2024-04-08T00:00:00Z\r\nWARC-Payload-Digest: sha1:{digest}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http) + len(html)}\r\n\r\n"
    )
    return head.encode() + http + html + b"\r\n\r\n"


def packed(content):
    """One member of a gzip file, without a time, so that equal content gives equal bytes."""
    packer = zlib.compressobj(1, zlib.DEFLATED, 31)
    return packer.compress(content) + packer.flush()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", required=True, type=Path, help="FILE.warc.gz, else a folder for .html files")
    amount = parser.add_mutually_exclusive_group(required=True)
    amount.add_argument("--pages", type=int, help="so many pages")
    amount.add_argument("--megabytes", type=int, help="pages until they have so many MB (10^6 bytes), uncompressed")
    parser.add_argument("--seed", type=int, default=1, help="another seed gives other numbers and URLs [1]")
    parser.add_argument("--source", type=Path, help="folder of saved pages [$AVVISO_DATA/html/pages]")
    options = parser.parse_args()
    source = options.source
    if source is None:
        data = os.environ.get("AVVISO_DATA")
        if not data:
            parser.error("name a folder of saved pages with --source, or set AVVISO_DATA")
        source = Path(data) / "html" / "pages"
    pages = size = 0
    if options.out.name.endswith(".warc.gz"):
        with open(options.out, "wb") as out:
            for _, url, html in copies(source, options):
                out.write(packed(record(url, html)))
                pages, size = pages + 1, size + len(html)
    else:
        options.out.mkdir(parents=True, exist_ok=True)
        for name, _, html in copies(source, options):
            (options.out / f"{name}.html").write_bytes(html)
            pages, size = pages + 1, size + len(html)
    print(f"{pages} pages, {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
