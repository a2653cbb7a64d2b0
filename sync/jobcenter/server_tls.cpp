#include "jobcenter/server_tls.hpp"

#include <openssl/bn.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <algorithm>
#include <cctype>

#include "wire/encoding.hpp"

namespace aaben::jobcenter {

Result<> prepare_tls(boost::asio::ssl::context& context, const Config& config) {
    namespace ssl = boost::asio::ssl;
    boost::system::error_code code;
    if (context.use_certificate_chain_file(config.certificate.string(), code))
        return fail(Fault::Invalid,
                    "cannot use the server's certificate " + config.certificate.string() + ": " + code.message());
    if (context.use_private_key_file(config.key.string(), ssl::context::pem, code))
        return fail(Fault::Invalid, "cannot use the server's key " + config.key.string() + ": " + code.message());
    if (context.load_verify_file(config.ca.string(), code))
        return fail(Fault::Invalid,
                    "cannot use the authority's certificate " + config.ca.string() + ": " + code.message());
    // Without fail_if_no_peer_cert: enrolment has none, other paths refuse.
    if (context.set_verify_mode(ssl::verify_peer, code))
        return fail(Fault::Io, "OpenSSL refuses to check certificates");

    SSL_CTX* raw = context.native_handle();
    static constexpr unsigned char session_context[] = "aaben-jobcenter";
    const bool ok = SSL_CTX_set_min_proto_version(raw, TLS1_2_VERSION) == 1 &&
                    SSL_CTX_set_session_id_context(raw, session_context, sizeof session_context - 1) == 1;
    if (!ok) return fail(Fault::Io, "OpenSSL refuses TLS 1.2");
    SSL_CTX_set_options(raw, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE);
    SSL_CTX_set_mode(raw, SSL_MODE_RELEASE_BUFFERS);  // a thousand kiosks mostly wait
    SSL_CTX_set_client_CA_list(raw, SSL_load_client_CA_file(config.ca.c_str()));
    return Done{};
}

std::optional<Sender> sender_of(SSL* ssl) {
    const std::unique_ptr<X509, decltype(&X509_free)> certificate(SSL_get1_peer_certificate(ssl), &X509_free);
    if (!certificate || SSL_get_verify_result(ssl) != X509_V_OK) return std::nullopt;
    const X509_NAME* subject = X509_get_subject_name(certificate.get());
    const int at = X509_NAME_get_index_by_NID(subject, NID_commonName, -1);
    const X509_NAME_ENTRY* entry = at < 0 ? nullptr : X509_NAME_get_entry(subject, at);
    const ASN1_STRING* name = entry ? X509_NAME_ENTRY_get_data(entry) : nullptr;
    if (!name) return std::nullopt;
    Sender sender;
    sender.device.assign(reinterpret_cast<const char*>(ASN1_STRING_get0_data(name)),
                         static_cast<std::size_t>(ASN1_STRING_length(name)));
    if (!wire::is_name(sender.device)) return std::nullopt;
    const std::unique_ptr<BIGNUM, decltype(&BN_free)> number(
        ASN1_INTEGER_to_BN(X509_get0_serialNumber(certificate.get()), nullptr), &BN_free);
    char* hex = number ? BN_bn2hex(number.get()) : nullptr;
    if (!hex) return std::nullopt;
    sender.certificate_serial = hex;
    OPENSSL_free(hex);
    std::transform(sender.certificate_serial.begin(), sender.certificate_serial.end(),
                   sender.certificate_serial.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return sender;
}

}  // namespace aaben::jobcenter
