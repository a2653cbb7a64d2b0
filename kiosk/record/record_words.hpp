// A conversation's record in words, for the glass and for the page that the next caseworker gets. Pure but for the
// catalogue it reads; any thread. Always: every value has a label in the language files; the page says only what was
// written down.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "text/catalogue.hpp"
#include "visit/record.hpp"

namespace aaben::record {

[[nodiscard]] text::Key label_of(visit::Topic topic);
[[nodiscard]] text::Key label_of(visit::Step step);
[[nodiscard]] text::Key label_of(visit::Party party);
[[nodiscard]] text::Key label_of(visit::OfferKind kind);
[[nodiscard]] text::Key label_of(visit::Indicator indicator);
[[nodiscard]] text::Key label_of(visit::Service contact);

// "Sammen · senest 4. december"
[[nodiscard]] std::string agreed(const text::Catalogue& words, const visit::Agreement& one, std::string_view language);
// "3. august – 25. september"
[[nodiscard]] std::string span_of(const text::Catalogue& words, const visit::Offer& one, std::string_view language);
// "ja, den 23. november", "ikke spurgt"
[[nodiscard]] std::string consent_to(const text::Catalogue& words, const visit::Record& record, visit::Service contact,
                                     std::string_view language);
// "2 af 5", "ikke spurgt"
[[nodiscard]] std::string value_of(const text::Catalogue& words, int value, std::string_view language);
// "6 uger uden tilbud", of the days up to `until`
[[nodiscard]] std::string gaps_of(const text::Catalogue& words, const visit::Record& record, calendar::Date until,
                                  std::string_view language);

// 'Fortæl den næste': one page of plain text, a line an item; the parts of one conversation in the order they began.
[[nodiscard]] std::string page_of(const text::Catalogue& words, std::span<const visit::Record> parts,
                                  std::string_view language);

}  // namespace aaben::record
