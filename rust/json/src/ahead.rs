//! Long bodies: another thread reads the list at the second bracket, usually the second list, while this
//! thread reads the first.

use std::sync::mpsc::{Receiver, sync_channel};
use std::thread::{self, Builder};

use memchr::{memchr, memchr_iter};

use crate::numbers::NumberList;
use crate::scanner::Scanner;

/// Shorter bodies take less time than a thread saves.
const MIN_BYTES: usize = 1 << 20;

/// A list that is read ahead. It is found without a look at the structure of the body, so it is of use
/// only if the scanner arrives at the same place. Places are given by how much of the body is left.
pub struct ListAhead<'a> {
    /// The place of the first list, which this thread reads.
    first: usize,
    place: Receiver<usize>,
    /// The list, and the rest of the body.
    list: Receiver<(NumberList, &'a [u8])>,
}

/// Calls a function with a scanner of a body, and with the list that another thread reads meanwhile, if
/// the body is long and there is such a list. Waits for that thread even if the body is invalid.
pub fn with_list_ahead<'a, T>(
    body: &'a [u8],
    decode: impl FnOnce(&mut Scanner<'a>, Option<ListAhead<'a>>) -> T,
) -> T {
    let mut scanner = Scanner::new(body);
    let first = memchr(b'[', body).filter(|_| body.len() >= MIN_BYTES);
    let Some(first) = first.map(|position| &body[position..]) else {
        return decode(&mut scanner, None);
    };
    thread::scope(|scope| {
        let (send_place, place) = sync_channel(1);
        let (send_list, list) = sync_channel(1);
        let work = move || {
            let second = memchr_iter(b'[', first).nth(1)?;
            let mut scanner = Scanner::new(&first[second..]);
            send_place.send(scanner.rest.len()).ok()?;
            let list = NumberList::scan(&mut scanner)?;
            send_list.send((list, scanner.rest)).ok()
        };
        let started = Builder::new().spawn_scoped(scope, work);
        let first = first.len();
        let ahead = started.ok().map(|_| ListAhead { first, place, list });
        decode(&mut scanner, ahead)
    })
}

/// Reads a list, or takes the one that was read ahead.
pub fn scan_list<'a>(
    scanner: &mut Scanner<'a>,
    ahead: &mut Option<ListAhead<'a>>,
) -> Option<NumberList> {
    scanner.peek()?;
    let place = scanner.rest.len();
    if let Some(ListAhead { list, .. }) = ahead
        .take_if(|ahead| ahead.first != place)
        .filter(|ahead| ahead.place.recv() == Ok(place))
        && let Ok((list, rest)) = list.recv()
    {
        scanner.rest = rest;
        return Some(list);
    }
    NumberList::scan(scanner)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is left of a body after a list at its beginning, if another list was read ahead.
    fn rest_after(body: &str, first: usize, place: usize, rest: Option<&str>) -> String {
        let (send_place, receive_place) = sync_channel(1);
        let (send_list, list) = sync_channel(1);
        send_place.send(place).unwrap();
        if let Some(rest) = rest {
            let list = NumberList::scan(&mut Scanner::new(b"[7]")).unwrap();
            send_list.send((list, rest.as_bytes())).unwrap();
        }
        drop(send_list);
        let place = receive_place;
        let mut scanner = Scanner::new(body.as_bytes());
        scan_list(&mut scanner, &mut Some(ListAhead { first, place, list })).unwrap();
        String::from_utf8_lossy(scanner.rest).into_owned()
    }

    #[test]
    fn a_list_read_ahead_is_used_at_its_place_only() {
        let body = " [1,2]}";
        assert_eq!(rest_after(body, 20, 6, Some("used")), "used");
        assert_eq!(rest_after(body, 6, 6, Some("the first is not")), "}");
        assert_eq!(rest_after(body, 20, 7, Some("another place")), "}");
        assert_eq!(rest_after(body, 20, 6, None), "}"); // it is not a list of numbers
    }

    #[test]
    fn long_bodies_with_two_lists_are_read_ahead() {
        let is_ahead = |body: &[u8]| with_list_ahead(body, |_, ahead| ahead.is_some());
        let long = " ".repeat(MIN_BYTES);
        assert!(is_ahead(("[]".to_owned() + &long).as_bytes()));
        assert!(!is_ahead(long.as_bytes()));
        assert!(!is_ahead(b"[][]"));
    }
}
