package energy.peerwatt.messages.evidence;

import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import java.time.Instant;

/**
 * What the settlement ledger contract commits to for one batch; the fields are those of its {@code Header} struct, in
 * its order.
 *
 * @param version of the packed format, 1 = PWB1
 * @param cell the community
 * @param number dense, from 1
 * @param period settlement period, from 1; nets run on over its batches
 * @param endsPeriod the last batch of its period: after the challenge window the period can be closed
 * @param slotSeconds slot length
 * @param slotFrom first slot number covered (start / 300 s)
 * @param slotTo slot number where the next batch begins
 * @param records packed records, padding not counted, at most {@value #MAX_RECORDS}
 * @param accounts length of the running net; indices 0 to 3 are operator, grid fund, demand-response fund, insurance
 * @param energy Wh of the records between members
 * @param paid sum of Wh x price over all records
 * @param paramsVersion version of the market parameters that held
 * @param recordsRoot {@link KeccakTree} root over the {@link RecordLeaf}s; {@link Hash32#ZERO} without records
 * @param dataHash Keccak-256 of the packed data
 * @param cumulativeNetHash Keccak-256 of the running net, int64 big-endian per account
 */
public record BatchHeader(
        int version,
        CommunityId cell,
        long number,
        long period,
        boolean endsPeriod,
        long slotSeconds,
        long slotFrom,
        long slotTo,
        int records,
        int accounts,
        Energy energy,
        Money paid,
        long paramsVersion,
        Hash32 recordsRoot,
        Hash32 dataHash,
        Hash32 cumulativeNetHash) {
    public static final int VERSION = 1;
    public static final int MAX_RECORDS = 14_000;
    public static final int MAX_ACCOUNTS = 1_024;
    public static final int RESERVED_ACCOUNTS = 4;

    /** {@code abi.encode} of the header: 16 words. */
    public byte[] encode() {
        return words().toBytes();
    }

    /**
     * {@code keccak256(abi.encode(prevHash, header, uint64 timestamp))}: what the contract stores and the next batch
     * points at.
     *
     * @param previous hash of the batch before; {@link Hash32#ZERO} for the first
     * @param committedAt time of the block that holds the commit, whole seconds
     */
    public Hash32 hash(Hash32 previous, Instant committedAt) {
        byte[] time = new AbiWords().number(committedAt.getEpochSecond()).toBytes();
        return Hash32.of(Hashing.keccak256(previous.bytes(), encode(), time));
    }

    private AbiWords words() {
        return new AbiWords()
                .number(version)
                .bytes(cell.bytes())
                .number(number)
                .number(period)
                .flag(endsPeriod)
                .number(slotSeconds)
                .number(slotFrom)
                .number(slotTo)
                .number(records)
                .number(accounts)
                .number(energy.wattHours())
                .number(paid.nano())
                .number(paramsVersion)
                .hash(recordsRoot)
                .hash(dataHash)
                .hash(cumulativeNetHash);
    }
}
