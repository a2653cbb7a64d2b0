// What differs between the Dear ImGui of Debian 12 (1.86) and of Debian 13 (1.90): included by canvas.cpp alone.
#pragma once

#include <imgui.h>
#include <imgui_internal.h>

#include <cstdint>

namespace aaben::widgets {

#if IMGUI_VERSION_NUM >= 19140  // from 1.91.4 a texture is a number, before that a pointer
inline ImTextureID texture_id(std::uint64_t id) {
    return id;
}
inline std::uint64_t texture_number(ImTextureID id) {
    return id;
}
#else
inline ImTextureID texture_id(std::uint64_t id) {
    return reinterpret_cast<ImTextureID>(static_cast<std::uintptr_t>(id));
}
inline std::uint64_t texture_number(ImTextureID id) {
    return reinterpret_cast<std::uintptr_t>(id);
}
#endif

#if IMGUI_VERSION_NUM >= 19000
inline std::uint64_t texture_of(const ImDrawCmd& command) {
    return texture_number(command.GetTexID());
}
#else
inline std::uint64_t texture_of(const ImDrawCmd& command) {
    return texture_number(command.TextureId);
}
#endif

}  // namespace aaben::widgets
