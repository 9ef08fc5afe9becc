package energy.peerwatt.messages.evidence;

import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.Price;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Packed batch data, format 1. Groups in ascending (slot, price); each group is
 *
 * <pre>slot u32 | price u32 micro-currency/kWh | quads u16 | quads x 4 records: payer u16 | payee u16 | wh u24</pre>
 *
 * with the last quad zero-padded. A record between an account and itself does not exist, so padding is unambiguous.
 */
public final class Pwb1 {
    public static final long MAX_WH = 0xFF_FFFFL;
    private static final int GROUP_BYTES = 10;
    private static final int RECORD_BYTES = 7;
    private static final int QUAD = 4;

    /** The one order of records in a batch: slot, price, payer, payee, energy; equal records are interchangeable. */
    public static final Comparator<Record> ORDER = Comparator.comparingLong(Record::slot)
            .thenComparing(Record::price)
            .thenComparingInt(Record::payer)
            .thenComparingInt(Record::payee)
            .thenComparing(Record::energy);

    private Pwb1() {}

    /**
     * The payer owes the payee energy x price.
     *
     * @param slot slot number, start / 300 s
     */
    public record Record(long slot, Price price, int payer, int payee, Energy energy) {
        public Record {
            if (payer == payee) {
                throw new IllegalArgumentException("account " + payer + " cannot pay itself");
            }
            if (payer < 0 || payer > 0xFFFF || payee < 0 || payee > 0xFFFF) {
                throw new IllegalArgumentException("account index must be 0 to 65535: " + payer + ", " + payee);
            }
            if (energy.isZero() || energy.wattHours() > MAX_WH) {
                throw new IllegalArgumentException("a record holds 1 to " + MAX_WH + " Wh: " + energy);
            }
            if (slot < 0 || slot > 0xFFFF_FFFFL) {
                throw new IllegalArgumentException("slot number must fit 32 bits: " + slot);
            }
        }

        public Money amount() {
            return price.times(energy);
        }
    }

    /** @param records in {@link #ORDER} */
    public static byte[] pack(List<Record> records) {
        List<List<Record>> groups = groups(records);
        int size = 0;
        for (List<Record> group : groups) {
            size += GROUP_BYTES + quads(group) * QUAD * RECORD_BYTES;
        }
        ByteBuffer out = ByteBuffer.allocate(size);
        for (List<Record> group : groups) {
            out.putInt((int) group.getFirst().slot());
            out.putInt((int) group.getFirst().price().microPerKwh());
            out.putShort((short) quads(group));
            for (Record entry : group) {
                out.putShort((short) entry.payer()).putShort((short) entry.payee());
                long wh = entry.energy().wattHours();
                out.put((byte) (wh >> 16)).put((byte) (wh >> 8)).put((byte) wh);
            }
            out.position(out.position() + (quads(group) * QUAD - group.size()) * RECORD_BYTES);
        }
        return out.array();
    }

    /** @throws IllegalArgumentException if the bytes are not format 1 */
    public static List<Record> unpack(byte[] packed) {
        ByteBuffer in = ByteBuffer.wrap(packed);
        List<Record> records = new ArrayList<>();
        while (in.hasRemaining()) {
            if (in.remaining() < GROUP_BYTES) {
                throw new IllegalArgumentException("packed data ends inside a group header");
            }
            long slot = Integer.toUnsignedLong(in.getInt());
            Price price = new Price(Integer.toUnsignedLong(in.getInt()));
            int quads = Short.toUnsignedInt(in.getShort());
            if (quads == 0 || in.remaining() < quads * QUAD * RECORD_BYTES) {
                throw new IllegalArgumentException("packed data: a group of " + quads + " quads does not fit");
            }
            for (int i = 0; i < quads * QUAD; i++) {
                int payer = Short.toUnsignedInt(in.getShort());
                int payee = Short.toUnsignedInt(in.getShort());
                long wh = Byte.toUnsignedLong(in.get()) << 16
                        | Byte.toUnsignedLong(in.get()) << 8
                        | Byte.toUnsignedLong(in.get());
                if (payer == 0 && payee == 0 && wh == 0) {
                    continue;
                }
                records.add(new Record(slot, price, payer, payee, new Energy(wh)));
            }
        }
        return records;
    }

    private static List<List<Record>> groups(List<Record> records) {
        List<List<Record>> groups = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            Record entry = records.get(i);
            if (i > 0 && ORDER.compare(records.get(i - 1), entry) > 0) {
                throw new IllegalArgumentException("records are not in order at index " + i);
            }
            boolean same = i > 0
                    && records.get(i - 1).slot() == entry.slot()
                    && records.get(i - 1).price().equals(entry.price());
            if (!same) {
                groups.add(new ArrayList<>());
            }
            groups.getLast().add(entry);
        }
        return groups;
    }

    private static int quads(List<Record> group) {
        int quads = (group.size() + QUAD - 1) / QUAD;
        if (quads > 0xFFFF) {
            throw new IllegalArgumentException("too many records of one slot and price: " + group.size());
        }
        return quads;
    }
}
