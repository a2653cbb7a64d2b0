// What a card shows large: one field of the letter in words, with its label and how many days are left. Used by
// explanation.cpp; read_off, for the glass, stands in explanation.hpp. Pure; any thread. Always: a field that the
// letter does not state gives no fact.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "explain/explanation.hpp"
#include "explain/grammar.hpp"

namespace aaben::explain {

[[nodiscard]] std::string label(const SharedTexts& language, std::string_view field);
void add_fact(const Filling& filling, std::string_view field, std::vector<KeyFact>& out);

}  // namespace aaben::explain
