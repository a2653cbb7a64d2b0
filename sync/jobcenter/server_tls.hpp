// The TLS side of the server: the context every connection shares, and who a finished handshake vouches for. Called by
// server.cpp only; the context is read-only once made. Always: TLS 1.2 or newer; a certificate shown by a client was
// verified against the jobcenter's own authority, or the handshake failed.
#pragma once

#include <boost/asio/ssl/context.hpp>
#include <optional>

#include "jobcenter/config.hpp"
#include "jobcenter/intake.hpp"

namespace aaben::jobcenter {

[[nodiscard]] Result<> prepare_tls(boost::asio::ssl::context& context, const Config& config);
[[nodiscard]] std::optional<Sender> sender_of(SSL* ssl);  // nothing: no certificate, or none with a device's name

}  // namespace aaben::jobcenter
