#include "jobcenter/authority.hpp"

#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <cctype>

namespace aaben::jobcenter {
namespace {

constexpr std::int64_t backdate_s = 3600;  // a kiosk's clock may be a little behind
constexpr std::int64_t day_s = 86'400;
constexpr int serial_bytes = 16;

template <auto Free>
struct Freed {
    template <class T>
    void operator()(T* pointer) const {
        Free(pointer);
    }
};
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using X509Ptr = std::unique_ptr<X509, Freed<X509_free>>;
using RequestPtr = std::unique_ptr<X509_REQ, Freed<X509_REQ_free>>;
using BioPtr = std::unique_ptr<BIO, Freed<BIO_free_all>>;
using BignumPtr = std::unique_ptr<BIGNUM, Freed<BN_free>>;

BioPtr reading(std::string_view text) {
    return BioPtr(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

template <class Write>
std::string written(Write write) {
    BioPtr bio(BIO_new(BIO_s_mem()));
    if (!bio || write(bio.get()) != 1) return {};
    char* bytes = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &bytes);
    return std::string(bytes, static_cast<std::size_t>(size));
}

std::string pem_of(X509* certificate) {
    return written([&](BIO* bio) { return PEM_write_bio_X509(bio, certificate); });
}
std::string pem_of(EVP_PKEY* key) {
    return written(
        [&](BIO* bio) { return PEM_write_bio_PKCS8PrivateKey(bio, key, nullptr, nullptr, 0, nullptr, nullptr); });
}

bool set_name(X509_NAME* name, const std::string& common_name) {
    const auto* bytes = reinterpret_cast<const unsigned char*>(common_name.data());
    return X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, bytes, static_cast<int>(common_name.size()), -1, 0) ==
           1;
}

bool set_serial(X509* certificate, std::string& hex) {
    unsigned char random[serial_bytes];
    if (RAND_bytes(random, serial_bytes) != 1) return false;
    random[0] = static_cast<unsigned char>((random[0] & 0x3f) | 0x40);  // positive, and always the same length
    BignumPtr number(BN_bin2bn(random, serial_bytes, nullptr));
    if (!number || !BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate))) return false;
    static constexpr char digits[] = "0123456789abcdef";
    for (const unsigned char byte : random) hex.append({digits[byte >> 4], digits[byte & 15]});
    return true;
}

bool set_times(X509* certificate, WallMs now_ms, int days) {
    const auto now = static_cast<time_t>(now_ms.ms / 1000);
    return ASN1_TIME_set(X509_getm_notBefore(certificate), now - backdate_s) &&
           ASN1_TIME_set(X509_getm_notAfter(certificate), now + days * day_s);
}

bool add_extension(X509* certificate, X509* issuer, int nid, const std::string& value) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    std::unique_ptr<X509_EXTENSION, Freed<X509_EXTENSION_free>> made(
        X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str()));
    return made && X509_add_ext(certificate, made.get(), -1) == 1;
}

bool is_address(const std::string& name) {
    return name.find(':') != std::string::npos ||
           std::all_of(name.begin(), name.end(), [](unsigned char c) { return std::isdigit(c) != 0 || c == '.'; });
}

bool strong(EVP_PKEY* key) {
    const int bits = EVP_PKEY_get_bits(key);
    switch (EVP_PKEY_get_base_id(key)) {
        case EVP_PKEY_EC:
            return bits >= 256;
        case EVP_PKEY_RSA:
            return bits >= 2048 && bits <= 8192;
        case EVP_PKEY_ED25519:
            return true;
        default:
            return false;
    }
}

struct Wish {
    std::string subject;
    EVP_PKEY* key = nullptr;
    int days = 0;
    std::vector<std::pair<int, std::string>> extensions;
};

// Everything any certificate of ours has. `issuer` may be the certificate itself.
Result<IssuedCertificate> sign_certificate(X509* certificate, const Wish& wish, X509* issuer, EVP_PKEY* issuer_key,
                                           WallMs now_ms) {
    IssuedCertificate issued;
    issued.expires_ms = now_ms + wish.days * day_s * 1000;
    bool ok = X509_set_version(certificate, X509_VERSION_3) == 1 && set_serial(certificate, issued.serial) &&
              set_times(certificate, now_ms, wish.days) && set_name(X509_get_subject_name(certificate), wish.subject) &&
              X509_set_issuer_name(certificate, X509_get_subject_name(issuer)) == 1 &&
              X509_set_pubkey(certificate, wish.key) == 1;
    for (const auto& [nid, value] : wish.extensions) ok = ok && add_extension(certificate, issuer, nid, value);
    ok = ok && add_extension(certificate, issuer, NID_subject_key_identifier, "hash") &&
         add_extension(certificate, issuer, NID_authority_key_identifier, "keyid");
    ok = ok && X509_sign(certificate, issuer_key, EVP_sha256()) > 0;
    if (!ok) return fail(Fault::Io, "OpenSSL could not make the certificate of " + wish.subject);
    issued.pem = pem_of(certificate);
    return issued;
}

}  // namespace

struct Authority::Parts {
    X509Ptr certificate;
    Key key;
};

Result<Authority> Authority::make(const std::string& name, WallMs now_ms, KeyAndPem& made) {
    auto parts = std::make_shared<Parts>();
    parts->key.reset(EVP_EC_gen("P-256"));
    parts->certificate.reset(X509_new());
    if (!parts->key || !parts->certificate) return fail(Fault::Io, "OpenSSL could not make a key");
    const Wish wish{
        name,
        parts->key.get(),
        authority_days,
        {{NID_basic_constraints, "critical,CA:TRUE,pathlen:0"}, {NID_key_usage, "critical,keyCertSign,cRLSign"}}};
    X509* own = parts->certificate.get();
    auto issued = sign_certificate(own, wish, own, parts->key.get(), now_ms);
    if (!issued) return issued.error();
    made = {pem_of(parts->key.get()), issued->pem};
    return Authority(std::move(parts), issued->pem);
}

Result<Authority> Authority::load(std::string_view certificate_pem, std::string_view key_pem) {
    auto parts = std::make_shared<Parts>();
    parts->certificate.reset(PEM_read_bio_X509(reading(certificate_pem).get(), nullptr, nullptr, nullptr));
    parts->key.reset(PEM_read_bio_PrivateKey(reading(key_pem).get(), nullptr, nullptr, nullptr));
    if (!parts->certificate || !parts->key)
        return fail(Fault::Invalid, "the authority's certificate or key is no PEM file");
    if (X509_check_private_key(parts->certificate.get(), parts->key.get()) != 1)
        return fail(Fault::Invalid, "the authority's key does not belong to its certificate");
    return Authority(std::move(parts), std::string(certificate_pem));
}

Result<IssuedCertificate> Authority::issue_device(std::string_view csr_pem, const std::string& device,
                                                  WallMs now_ms) const {
    RequestPtr request(PEM_read_bio_X509_REQ(reading(csr_pem).get(), nullptr, nullptr, nullptr));
    EVP_PKEY* key = request ? X509_REQ_get0_pubkey(request.get()) : nullptr;
    if (!key || !strong(key)) return fail(Fault::Invalid, "csr_pem holds no request with a P-256 or stronger key");
    if (X509_REQ_verify(request.get(), key) != 1)
        return fail(Fault::Invalid, "the request does not prove that it owns its key");
    X509Ptr certificate(X509_new());
    const Wish wish{device,
                    key,
                    device_certificate_days,
                    {{NID_basic_constraints, "critical,CA:FALSE"},
                     {NID_key_usage, "critical,digitalSignature"},
                     {NID_ext_key_usage, "clientAuth"}}};
    return sign_certificate(certificate.get(), wish, parts_->certificate.get(), parts_->key.get(), now_ms);
}

Result<KeyAndPem> Authority::issue_server(const std::vector<std::string>& names, WallMs now_ms) const {
    if (names.empty()) return fail(Fault::Invalid, "a server certificate needs a name");
    Key key(EVP_EC_gen("P-256"));
    X509Ptr certificate(X509_new());
    std::string alternatives;
    for (const std::string& name : names)
        alternatives += (alternatives.empty() ? "" : ",") + std::string(is_address(name) ? "IP:" : "DNS:") + name;
    const Wish wish{names.front(),
                    key.get(),
                    server_certificate_days,
                    {{NID_basic_constraints, "critical,CA:FALSE"},
                     {NID_key_usage, "critical,digitalSignature"},
                     {NID_ext_key_usage, "serverAuth"},
                     {NID_subject_alt_name, alternatives}}};
    auto issued = sign_certificate(certificate.get(), wish, parts_->certificate.get(), parts_->key.get(), now_ms);
    if (!issued) return issued.error();
    return KeyAndPem{pem_of(key.get()), issued->pem};
}

Result<KeyAndPem> make_device_request(const std::string& device) {
    Key key(EVP_EC_gen("P-256"));
    RequestPtr request(X509_REQ_new());
    const bool ok = key && request && X509_REQ_set_version(request.get(), X509_REQ_VERSION_1) == 1 &&
                    set_name(X509_REQ_get_subject_name(request.get()), device) &&
                    X509_REQ_set_pubkey(request.get(), key.get()) == 1 &&
                    X509_REQ_sign(request.get(), key.get(), EVP_sha256()) > 0;
    if (!ok) return fail(Fault::Io, "OpenSSL could not make a certificate request");
    return KeyAndPem{pem_of(key.get()), written([&](BIO* bio) { return PEM_write_bio_X509_REQ(bio, request.get()); })};
}

}  // namespace aaben::jobcenter
