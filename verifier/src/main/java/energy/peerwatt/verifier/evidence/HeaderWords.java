package energy.peerwatt.verifier.evidence;

import energy.peerwatt.messages.evidence.BatchHeader;
import energy.peerwatt.messages.evidence.Hash32;
import java.util.List;

/** A batch header as the 16 words that the ledger contract hashes and puts into its event. */
public final class HeaderWords {
    /** Names of the words, in the contract's order. */
    public static final List<String> NAMES = List.of(
            "version",
            "cell",
            "number",
            "period",
            "endsPeriod",
            "slotSeconds",
            "slotFrom",
            "slotTo",
            "records",
            "accounts",
            "energy",
            "paid",
            "paramsVersion",
            "recordsRoot",
            "dataHash",
            "cumulativeNetHash");

    private HeaderWords() {}

    public static byte[] encode(BatchHeader header) {
        return new Words()
                .number(header.version())
                .bytes(header.cell().bytes())
                .number(header.number())
                .number(header.period())
                .number(header.endsPeriod() ? 1 : 0)
                .number(header.slotSeconds())
                .number(header.slotFrom())
                .number(header.slotTo())
                .number(header.records())
                .number(header.accounts())
                .number(header.energy().wattHours())
                .number(header.paid().nano())
                .number(header.paramsVersion())
                .bytes(header.recordsRoot().bytes())
                .bytes(header.dataHash().bytes())
                .bytes(header.cumulativeNetHash().bytes())
                .toBytes();
    }

    /**
     * What the contract stores for a batch.
     *
     * @param header 16 words
     * @param committedAt time of the block, seconds since 1970
     */
    public static Hash32 hash(Hash32 previous, byte[] header, long committedAt) {
        return Keccak.hash(
                previous.bytes(), header, new Words().number(committedAt).toBytes());
    }
}
