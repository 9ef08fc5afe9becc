package energy.peerwatt.metergateway.commission;

import energy.peerwatt.messages.evidence.CanonicalJson;
import energy.peerwatt.messages.evidence.Hashing;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.metergateway.commission.domain.Commissioning;
import energy.peerwatt.metergateway.commission.domain.JournalEntry;
import java.util.HexFormat;
import java.util.List;

/**
 * Everything that is known of a metering point's way into service, attempts that failed included. It says nothing that is
 * not in the journal, so the same journal makes the same bytes.
 *
 * @param version of this form
 */
public record CommissioningReport(int version, MeterId meter, String state, int round, List<JournalEntry> entries) {
    private static final int VERSION = 1;

    public CommissioningReport {
        entries = List.copyOf(entries);
    }

    public static CommissioningReport of(Commissioning commissioning) {
        return new CommissioningReport(
                VERSION,
                commissioning.meter(),
                commissioning.state().label(),
                commissioning.round(),
                commissioning.entries());
    }

    /** Canonical JSON (RFC 8785). */
    public byte[] json() {
        return CanonicalJson.bytes(this);
    }

    /** SHA-256 of {@link #json}, as the header Repr-Digest (RFC 9530) carries it. */
    public byte[] digest() {
        return Hashing.sha256(json());
    }

    /** The same in 64 hexadecimal digits, as sha256sum prints it and the PDF shows it. */
    public String sha256() {
        return HexFormat.of().formatHex(digest());
    }
}
