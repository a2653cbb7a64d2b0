#include "hostile/pki.hpp"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <ctime>
#include <memory>
#include <stdexcept>

namespace aaben::hostile {
namespace {

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Cert = std::unique_ptr<X509, decltype(&X509_free)>;
using Bio = std::unique_ptr<BIO, decltype(&BIO_free)>;

std::string text_of(BIO* bio) {
    char* bytes = nullptr;
    const long length = BIO_get_mem_data(bio, &bytes);
    return {bytes, static_cast<std::size_t>(length)};
}

Key new_key() {
    return {EVP_EC_gen("P-256"), &EVP_PKEY_free};
}

Key read_key(const std::string& pem) {
    const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), &BIO_free);
    return {PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr), &EVP_PKEY_free};
}

Cert read_certificate(const std::string& pem) {
    const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), &BIO_free);
    return {PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr), &X509_free};
}

std::string key_text(EVP_PKEY* key) {
    const Bio bio(BIO_new(BIO_s_mem()), &BIO_free);
    PEM_write_bio_PKCS8PrivateKey(bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr);
    return text_of(bio.get());
}

std::string certificate_text(X509* certificate) {
    const Bio bio(BIO_new(BIO_s_mem()), &BIO_free);
    PEM_write_bio_X509(bio.get(), certificate);
    return text_of(bio.get());
}

void add_extension(X509* certificate, X509* issuer, int nid, const char* value) {
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, nid, value);
    if (extension == nullptr) throw std::runtime_error("extension");
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

Cert blank(const Wish& wish, EVP_PKEY* key, X509_NAME* subject) {
    Cert certificate(X509_new(), &X509_free);
    X509_set_version(certificate.get(), 2);
    unsigned char serial[8];
    RAND_bytes(serial, sizeof serial);
    serial[0] &= 0x7f;
    BIGNUM* number = BN_bin2bn(serial, sizeof serial, nullptr);
    BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate.get()));
    BN_free(number);
    const time_t at = wish.at_s != 0 ? static_cast<time_t>(wish.at_s) : std::time(nullptr);
    ASN1_TIME_set(X509_getm_notBefore(certificate.get()), at + wish.from_s);
    ASN1_TIME_set(X509_getm_notAfter(certificate.get()), at + wish.until_s);
    X509_set_pubkey(certificate.get(), key);
    if (subject != nullptr) {
        X509_set_subject_name(certificate.get(), subject);
    } else {
        X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate.get()), "CN", MBSTRING_UTF8,
                                   reinterpret_cast<const unsigned char*>(wish.common_name.c_str()), -1, -1, 0);
    }
    return certificate;
}

void finish(X509* certificate, const Certified& authority, const Wish& wish) {
    const Cert issuer = read_certificate(authority.certificate_pem);
    const Key key = read_key(authority.key_pem);
    X509_set_issuer_name(certificate, X509_get_subject_name(issuer.get()));
    add_extension(certificate, issuer.get(), NID_basic_constraints, "critical,CA:FALSE");
    add_extension(certificate, issuer.get(), NID_ext_key_usage, wish.server ? "serverAuth" : "clientAuth");
    if (wish.server) add_extension(certificate, issuer.get(), NID_subject_alt_name, "DNS:localhost,IP:127.0.0.1");
    X509_sign(certificate, key.get(), EVP_sha256());
}

}  // namespace

Certified make_authority(const std::string& common_name) {
    const Key key = new_key();
    const Cert certificate = blank({common_name, false, -365 * 86'400LL, 3650 * 86'400LL, 0}, key.get(), nullptr);
    X509_set_issuer_name(certificate.get(), X509_get_subject_name(certificate.get()));
    add_extension(certificate.get(), certificate.get(), NID_basic_constraints, "critical,CA:TRUE");
    add_extension(certificate.get(), certificate.get(), NID_key_usage, "critical,keyCertSign,cRLSign");
    X509_sign(certificate.get(), key.get(), EVP_sha256());
    return {certificate_text(certificate.get()), key_text(key.get())};
}

Certified issue(const Certified& authority, const Wish& wish) {
    const Key key = new_key();
    const Cert certificate = blank(wish, key.get(), nullptr);
    finish(certificate.get(), authority, wish);
    return {certificate_text(certificate.get()), key_text(key.get())};
}

std::string sign_request(const Certified& authority, const std::string& csr_pem, const Wish& wish) {
    const Bio bio(BIO_new_mem_buf(csr_pem.data(), static_cast<int>(csr_pem.size())), &BIO_free);
    const std::unique_ptr<X509_REQ, decltype(&X509_REQ_free)> request(
        PEM_read_bio_X509_REQ(bio.get(), nullptr, nullptr, nullptr), &X509_REQ_free);
    if (!request || X509_REQ_verify(request.get(), X509_REQ_get0_pubkey(request.get())) != 1) return {};
    // A name that the authority chose goes before the one that was asked for.
    X509_NAME* const asked = wish.common_name.empty() ? X509_REQ_get_subject_name(request.get()) : nullptr;
    const Cert certificate = blank(wish, X509_REQ_get0_pubkey(request.get()), asked);
    finish(certificate.get(), authority, wish);
    return certificate_text(certificate.get());
}

}  // namespace aaben::hostile
