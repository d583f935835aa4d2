//! What the tests pack their texts in.

#![allow(dead_code, clippy::unwrap_used)]

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

/// One member of gzip.
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A page of one line and a size, compressed.
pub fn gzip_of_size(size: usize) -> Vec<u8> {
    gzip_filled(b"<html><body><p>", size)
}

/// Bytes of a beginning and a size, compressed; they are never in memory as they are.
pub fn gzip_filled(start: &[u8], size: usize) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    let line = vec![b'a'; 64 << 10];
    encoder.write_all(start).unwrap();
    let mut left = size - start.len();
    while left > 0 {
        let part = left.min(line.len());
        encoder.write_all(&line[..part]).unwrap();
        left -= part;
    }
    encoder.finish().unwrap()
}

/// A record of an archive.
pub fn record(kind: &str, target: &str, block: &[u8]) -> Vec<u8> {
    let mut record = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {target}\r\nWARC-Date: 2024-04-08T01:02:03Z\r\n\
         Content-Type: application/http; msgtype={kind}\r\nContent-Length: {}\r\n\r\n",
        block.len()
    )
    .into_bytes();
    record.extend(block);
    record.extend(b"\r\n\r\n");
    record
}

/// An HTTP answer.
pub fn answer(status: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let mut answer = format!("HTTP/1.1 {status}\r\n{headers}\r\n").into_bytes();
    answer.extend(body);
    answer
}

/// A record with a page that was answered in full.
pub fn page(target: &str, body: &str) -> Vec<u8> {
    record(
        "response",
        target,
        &answer("200 OK", "Content-Type: text/html; charset=utf-8\r\n", body.as_bytes()),
    )
}
