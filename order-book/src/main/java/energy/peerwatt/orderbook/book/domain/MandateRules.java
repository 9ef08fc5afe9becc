package energy.peerwatt.orderbook.book.domain;

import energy.peerwatt.messages.evidence.Secp256k1;
import energy.peerwatt.messages.evidence.TradingMandate;
import energy.peerwatt.orderbook.market.domain.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All reasons not to take a mandate. */
final class MandateRules {
    private MandateRules() {}

    /** @param before the last mandate of the member, if there was one */
    static List<Violation> check(BookCommand.GiveMandate command, Member member, Optional<HeldMandate> before) {
        TradingMandate mandate = command.signed().mandate();
        List<Violation> violations = new ArrayList<>();
        if (!mandate.owner().equals(member.wallet())) {
            violations.add(new Violation(
                    "owner-not-the-wallet",
                    "mandate.owner",
                    "the member's wallet is " + member.wallet() + ", not " + mandate.owner()));
        }
        if (!mandate.cell().equals(command.community())) {
            violations.add(new Violation(
                    "cell-not-the-community",
                    "mandate.cell",
                    "the mandate is for community " + mandate.cell() + ", not " + command.community()));
        }
        Optional<String> signer = Secp256k1.recover(
                mandate.digest(command.domain()), command.signed().signature());
        if (signer.filter(mandate.owner()::equals).isEmpty()) {
            violations.add(new Violation(
                    "signature-not-the-owners",
                    "signature",
                    "the signature is of " + signer.orElse("nobody") + " for chain "
                            + command.domain().chainId() + ", not of the owner " + mandate.owner()));
        }
        if (!mandate.covers(command.issuedAt())) {
            violations.add(new Violation(
                    "mandate-expired",
                    "mandate.validUntil",
                    "the mandate ended at " + mandate.validUntil() + ", now is " + command.issuedAt()));
        }
        before.map(HeldMandate::mandate)
                .filter(last -> mandate.nonce() <= last.nonce())
                .ifPresent(last -> violations.add(new Violation(
                        "nonce-too-low",
                        "mandate.nonce",
                        "the nonce must be above " + last.nonce() + ", that of the mandate before: "
                                + mandate.nonce())));
        return violations;
    }
}
