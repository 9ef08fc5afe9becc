package energy.peerwatt.messages.evidence;

import java.util.Objects;

/** A mandate with its household's signature. Whether that is the owner's, {@link #isByItsOwner} tells. */
public record SignedMandate(TradingMandate mandate, WalletSignature signature) {
    public SignedMandate {
        Objects.requireNonNull(mandate, "mandate is missing");
        Objects.requireNonNull(signature, "signature is missing");
    }

    public static SignedMandate of(TradingMandate mandate, Secp256k1.Key owner, TradingDomain domain) {
        return new SignedMandate(mandate, owner.sign(mandate.digest(domain)));
    }

    public boolean isByItsOwner(TradingDomain domain) {
        return Secp256k1.recover(mandate.digest(domain), signature)
                .filter(mandate.owner()::equals)
                .isPresent();
    }
}
