//! Russian names in other cases than the first, and patronymics: "По словам Кузовлёва" is Кузовлёв, "Юлия Николаевна" may be the
//! Ю. Н. Шестопал of before.

use super::Sign;

/// Endings of names by case and what stands for them in the first (Wade, A Comprehensive Russian Grammar, on surnames and given
/// names), longest first.
const CASES: [(&str, &[&str]); 34] = [
    ("ского", &["ский", "ской"]),
    ("скому", &["ский", "ской"]),
    ("ским", &["ский", "ской"]),
    ("ском", &["ский", "ской"]),
    ("ской", &["ская"]),
    ("скую", &["ская"]),
    ("вичем", &["вич"]),
    ("вной", &["вна"]),
    ("ого", &["ый", "ой"]),
    ("его", &["ий"]),
    ("ому", &["ый", "ой"]),
    ("ему", &["ий"]),
    ("овым", &["ов"]),
    ("евым", &["ев"]),
    ("иным", &["ин"]),
    ("ыным", &["ын"]),
    ("ой", &["а", "ая"]),
    ("ей", &["я", "а"]),
    ("ией", &["ия"]),
    ("ом", &[""]),
    ("ем", &["ь", "й", ""]),
    ("ии", &["ия"]),
    ("ию", &["ия", "ий"]),
    ("ия", &["ий"]),
    ("ую", &["ая"]),
    ("а", &[""]),
    ("я", &["ь", "й"]),
    ("у", &["", "а"]),
    ("ю", &["ь", "й", "я"]),
    ("е", &["", "а", "я", "й", "ь"]),
    ("ы", &["а"]),
    ("и", &["а", "я", "ь"]),
    ("ым", &["ый"]),
    ("им", &["ий"]),
];

/// What a folded name part can be in the first case; `fold` writes й as и and ё as е.
pub(in crate::speech::mention) fn nominatives(part: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for (ending, bases) in CASES {
        let ending = ending.replace('й', "и");
        let Some(stem) = part.strip_suffix(&*ending).filter(|s| s.chars().count() > 2) else { continue };
        for base in bases {
            let whole = format!("{stem}{}", base.replace('й', "и"));
            if !out.contains(&whole) && whole != part {
                out.push(whole);
            }
        }
    }
    out
}

/// Whether two folded parts can be one name in different cases.
pub(in crate::speech::mention) fn same(a: &str, b: &str) -> bool {
    a == b || nominatives(a).iter().any(|n| n == b) || nominatives(b).iter().any(|n| n == a) || {
        let other = nominatives(b);
        // Both in other cases than the first: their stems must be long, for endings are short.
        a.chars().count() > 5 && nominatives(a).iter().any(|n| other.contains(n))
    }
}

/// What a patronymic, in any case, tells of its bearer.
pub(in crate::speech::mention) fn patronymic(folded: &str) -> Option<Sign> {
    let ends = |list: &[&str]| folded.chars().count() > 5 && list.iter().any(|e| folded.ends_with(e));
    if ends(&[
        "ович",
        "евич",
        "ьич",
        "овича",
        "евича",
        "овичу",
        "евичу",
        "овичем",
        "евичем",
        "овиче",
        "евиче",
        "ильич",
        "кузьмич",
        "лукич",
        "ильича",
        "ильичу",
    ]) {
        return Some(Sign(Sign::SURE));
    }
    ends(&[
        "овна",
        "евна",
        "ична",
        "инична",
        "овны",
        "евны",
        "ичны",
        "овне",
        "евне",
        "ичне",
        "овну",
        "евну",
        "ичну",
        "овной",
        "евной",
        "овнои",
        "евнои",
        "ичнои",
    ])
    .then_some(Sign(-Sign::SURE))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases_of_a_name_are_one_and_other_names_are_not() {
        for (a, b) in
            [("кузовлева", "кузовлев"), ("сафинои", "сафина"), ("тагирова", "тагировым"), ("шуиского", "шуискии")]
        {
            assert!(same(a, b), "{a} {b}");
        }
        for (a, b) in [("кузовлев", "кузнецов"), ("петров", "петровскии"), ("ли", "лия")]
        {
            assert!(!same(a, b), "{a} {b}");
        }
        assert_eq!(patronymic("николаевна"), Some(Sign(-Sign::SURE)));
    }
}
