package energy.peerwatt.verifier.evidence;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Packed data, format 1, written anew from the records. */
public final class Packing {
    private static final int HEAD = 4 + 4 + 2;
    private static final int RECORD = 2 + 2 + 3;
    private static final int QUAD = 4;
    private static final long MAX_WH = (1 << 24) - 1;

    private Packing() {}

    /**
     * @param entries in {@link Entry#ORDER}
     * @throws IllegalArgumentException if a record does not fit the format
     */
    public static byte[] pack(List<Entry> entries) {
        List<ByteBuffer> groups = new ArrayList<>();
        int from = 0;
        while (from < entries.size()) {
            int to = from + 1;
            while (to < entries.size() && sameGroup(entries.get(from), entries.get(to))) {
                to++;
            }
            groups.add(group(entries.subList(from, to)));
            from = to;
        }
        ByteBuffer all = ByteBuffer.allocate(
                groups.stream().mapToInt(ByteBuffer::capacity).sum());
        groups.forEach(group -> all.put(group.array()));
        return all.array();
    }

    private static boolean sameGroup(Entry a, Entry b) {
        return a.slot() == b.slot() && a.price() == b.price();
    }

    private static ByteBuffer group(List<Entry> entries) {
        int quads = Math.ceilDiv(entries.size(), QUAD);
        if (quads > 0xFFFF) {
            throw new IllegalArgumentException("more records of one slot and price than a group holds: " + entries);
        }
        ByteBuffer group = ByteBuffer.allocate(HEAD + quads * QUAD * RECORD);
        group.putInt((int) entries.getFirst().slot())
                .putInt((int) entries.getFirst().price())
                .putShort((short) quads);
        for (Entry entry : entries) {
            if (entry.wh() > MAX_WH) {
                throw new IllegalArgumentException("more Wh than a record holds: " + entry);
            }
            group.putShort((short) entry.payer()).putShort((short) entry.payee());
            group.put((byte) (entry.wh() >> 16)).putShort((short) entry.wh());
        }
        return group;
    }
}
