//! A small web server on this machine, one connection at a time.

#![allow(clippy::unwrap_used)]

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A server; its thread ends with the process.
pub struct Server {
    address: SocketAddr,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// A server that answers a path and a request (its head, names in lower case) with bytes.
    pub fn new(answer: impl Fn(&str, &str) -> Vec<u8> + Send + 'static) -> Self {
        Self::slow(Duration::ZERO, answer)
    }

    /// A server that waits after each hundred bytes of an answer.
    pub fn slow(wait: Duration, answer: impl Fn(&str, &str) -> Vec<u8> + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let noted = Arc::clone(&requests);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let head = head_of(&stream);
                if let Some(path) = head.split(' ').nth(1) {
                    let bytes = answer(path, &head);
                    noted.lock().unwrap().push(head.clone());
                    send(stream, &bytes, wait);
                }
            }
        });
        Self { address, requests }
    }

    /// The URL of a path.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// The heads of all requests so far.
    pub fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }
}

fn head_of(stream: &TcpStream) -> String {
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
    let mut head = lines.next().unwrap_or_default();
    for line in lines.take_while(|line| !line.is_empty()) {
        let (name, value) = line.split_once(':').unwrap_or((&line, ""));
        head = format!("{head}\n{}:{value}", name.to_ascii_lowercase());
    }
    head
}

/// Sends, whether or not the other side goes on listening.
fn send(mut stream: TcpStream, bytes: &[u8], wait: Duration) {
    let part = if wait.is_zero() { bytes.len().max(1) } else { 100 };
    for part in bytes.chunks(part) {
        if stream.write_all(part).is_err() {
            return;
        }
        std::thread::sleep(wait);
    }
}

/// An answer with its length.
pub fn reply(status: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let length = body.len();
    let mut answer =
        format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n")
            .into_bytes();
    answer.extend(body);
    answer
}

/// A page.
pub fn html(body: &str) -> Vec<u8> {
    reply("200 OK", "Content-Type: text/html; charset=utf-8\r\n", body.as_bytes())
}
