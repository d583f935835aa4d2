//! Which addresses may be called.
//!
//! The check is made on the address that is really connected to, after the name was looked up: a
//! name that leads to a private address (or does so the second time it is asked) is refused like
//! the address itself.

use std::error::Error;
use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, ToSocketAddrs};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use url::{Host, Url};

use super::PrivateAddresses;

/// The refusal of a private address, found again in the chain of an error's sources.
#[derive(Debug)]
pub(super) struct PrivateAddress;

impl fmt::Display for PrivateAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the address belongs to a private network")
    }
}

impl Error for PrivateAddress {}

/// Looks names up with the system's resolver and leaves out addresses that may not be called.
#[derive(Debug, Clone, Copy)]
pub(super) struct Resolver(pub(super) PrivateAddresses);

impl Resolve for Resolver {
    fn resolve(&self, name: Name) -> Resolving {
        let private = self.0;
        let found = move || -> Result<Addrs, Box<dyn Error + Send + Sync>> {
            // The client runs one request at a time on a thread of its own, so blocking it is fine.
            let all: Vec<SocketAddr> = (name.as_str(), 0).to_socket_addrs()?.collect();
            let found = all.iter().copied().filter(|address| may_call(address.ip(), private));
            let public: Vec<SocketAddr> = found.collect();
            if public.is_empty() && !all.is_empty() {
                return Err(Box::new(PrivateAddress));
            }
            Ok(Box::new(public.into_iter()))
        };
        Box::pin(std::future::ready(found()))
    }
}

/// Whether a URL may be called as far as can be told without looking its name up: an address
/// written out does not go through the resolver.
pub(super) fn may_call_host(url: &Url, private: PrivateAddresses) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => may_call(address.into(), private),
        Some(Host::Ipv6(address)) => may_call(address.into(), private),
        Some(Host::Domain(name)) => {
            let name = name.trim_end_matches('.');
            private == PrivateAddresses::Allow
                || !(name.eq_ignore_ascii_case("localhost") || name.ends_with(".localhost"))
        }
        None => false,
    }
}

fn may_call(address: IpAddr, private: PrivateAddresses) -> bool {
    private == PrivateAddresses::Allow
        || match address {
            IpAddr::V4(address) => is_public(address),
            IpAddr::V6(address) => is_public6(address),
        }
}

/// Whether an address is of the public internet, after IANA's special-purpose registry.
fn is_public(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let is_shared = a == 100 && (64..128).contains(&b);
    let is_benchmark = a == 198 && (b == 18 || b == 19);
    let is_protocol = a == 192 && b == 0 && c == 0;
    let is_relay = a == 192 && b == 88 && c == 99;
    !(a == 0
        || a >= 224
        || address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_documentation()
        || is_shared
        || is_benchmark
        || is_protocol
        || is_relay)
}

fn is_public6(address: Ipv6Addr) -> bool {
    // Addresses that stand for an IPv4 address are as public as that one.
    if let Some(inner) = address.to_ipv4_mapped() {
        return is_public(inner);
    }
    let segments = address.segments();
    let [a, b, c, ..] = segments;
    let joined = |high: u16, low: u16| Ipv4Addr::from((u32::from(high) << 16) | u32::from(low));
    if let [0x64, 0xFF9B, 0, 0, 0, 0, high, low] = segments {
        return is_public(joined(high, low));
    }
    if a == 0x2002 {
        return is_public(joined(b, c));
    }
    let is_global = a & 0xE000 == 0x2000;
    let is_documentation = (a == 0x2001 && b == 0xDB8) || (a == 0x3FFF && b < 0x1000);
    let is_protocol = a == 0x2001 && b < 0x200;
    is_global && !is_documentation && !is_protocol
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_addresses_are_known() {
        for refused in [
            "http://127.0.0.1/",
            "http://10.1.2.3/",
            "http://172.16.0.1/",
            "http://192.168.1.1/",
            "http://169.254.169.254/",
            "http://100.64.0.1/",
            "http://0.0.0.0/",
            "http://224.0.0.1/",
            "http://255.255.255.255/",
            "http://[::1]/",
            "http://[fe80::1]/",
            "http://[fc00::1]/",
            "http://[ff02::1]/",
            "http://[::ffff:127.0.0.1]/",
            "http://[64:ff9b::7f00:1]/",
            "http://[2002:7f00:1::]/",
            "http://localhost/",
            "http://a.localhost./",
            "http://2130706433/",
            "http://0x7f.1/",
            "http://[::]/",
            "http://[2001:db8::1]/",
        ] {
            let url = Url::parse(refused).unwrap();
            assert!(!may_call_host(&url, PrivateAddresses::Refuse), "{refused}");
            assert!(may_call_host(&url, PrivateAddresses::Allow), "{refused}");
        }
        for allowed in ["http://93.184.216.34/", "http://[2606:4700::1]/", "https://example.org/"] {
            assert!(may_call_host(&Url::parse(allowed).unwrap(), PrivateAddresses::Refuse), "{allowed}");
        }
    }

    /// A name is judged by the addresses it leads to, at the moment of connecting.
    #[test]
    fn names_of_private_addresses_are_refused() {
        let resolved = |private: PrivateAddresses| {
            let mut resolving = Resolver(private).resolve("localhost".parse().unwrap());
            let mut context = std::task::Context::from_waker(std::task::Waker::noop());
            match resolving.as_mut().poll(&mut context) {
                std::task::Poll::Ready(found) => found,
                std::task::Poll::Pending => panic!("names are looked up at once"),
            }
        };
        assert!(resolved(PrivateAddresses::Refuse).is_err_and(|error| error.is::<PrivateAddress>()));
        assert!(resolved(PrivateAddresses::Allow).is_ok_and(|mut found| found.next().is_some()));
    }
}
