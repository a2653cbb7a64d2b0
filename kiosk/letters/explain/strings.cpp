#include "explain/read.hpp"
#include "explain/toml_file.hpp"

namespace aaben::explain {
namespace {

void flatten(const toml::table& table, const std::string& before, const TomlFile& file, Strings& out) {
    for (const auto& [key, node] : table) {
        const std::string name = before + std::string(key.str());
        if (const toml::table* inner = node.as_table())
            flatten(*inner, name + ".", file, out);
        else if (const auto text = node.value<std::string>())
            out[name] = *text;
        else if (const toml::array* array = node.as_array()) {
            for (std::size_t i = 0; i < array->size(); ++i)
                if (const auto item = (*array)[i].value<std::string>()) out[name + "." + std::to_string(i)] = *item;
        }
    }
}

}  // namespace

Strings read_strings(const std::filesystem::path& path, std::vector<ContentFault>& faults) {
    Strings out;
    const TomlFile file(path, path.filename().string(), faults);
    if (file.read()) flatten(file.root(), "", file, out);
    return out;
}

}  // namespace aaben::explain
