package energy.peerwatt.metergateway.link.domain;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The bytes of a reply to an {@link IdentificationRequest}, from its unit on: unit, 43, 14, level, conformity, whether more
 * follows, next object, how many objects, and for each its id, length and content.
 */
final class IdentificationReply {
    private static final int MEI = 2;
    private static final int LEVEL = 3;
    private static final int CONFORMITY = 4;
    private static final int MORE = 5;
    private static final int NEXT = 6;
    private static final int COUNT = 7;
    private static final int HEAD = 8;
    private static final int MORE_FOLLOWS = 0xFF;

    private IdentificationReply() {}

    /** What is wrong with it, its unit and function apart. */
    static Optional<String> doubt(byte[] frame, int from, int to, IdentificationRequest request) {
        if (to - from < HEAD) {
            return Optional.of("an identification of " + (to - from) + " bytes");
        }
        if (octet(frame, from + MEI) != IdentificationRequest.MEI_TYPE) {
            return Optional.of("MEI type " + octet(frame, from + MEI) + " for " + IdentificationRequest.MEI_TYPE);
        }
        int level = octet(frame, from + LEVEL);
        // A device may answer by the level that it has instead of by a higher one.
        if (level < 1 || level > request.level().code()) {
            return Optional.of("level " + level + " for " + request.level().code());
        }
        int more = octet(frame, from + MORE);
        if (more != 0 && more != MORE_FOLLOWS) {
            return Optional.of("0x%02x for whether more follows".formatted(more));
        }
        int at = from + HEAD;
        for (int i = 0; i < octet(frame, from + COUNT); i++) {
            at = at + 2 <= to ? at + 2 + octet(frame, at + 1) : to + 1;
            if (at > to) {
                return Optional.of("object " + (i + 1) + " of " + octet(frame, from + COUNT) + " is not whole");
            }
        }
        return at == to ? Optional.empty() : Optional.of((to - at) + " bytes behind the objects");
    }

    /** Of a reply without doubt. */
    static IdentificationPage page(byte[] frame, int from) {
        List<IdentificationPage.Entry> entries = new ArrayList<>();
        int at = from + HEAD;
        for (int i = 0; i < octet(frame, from + COUNT); i++) {
            int length = octet(frame, at + 1);
            entries.add(new IdentificationPage.Entry(
                    octet(frame, at), new String(frame, at + 2, length, StandardCharsets.ISO_8859_1)));
            at += 2 + length;
        }
        return new IdentificationPage(
                octet(frame, from + LEVEL),
                octet(frame, from + CONFORMITY),
                octet(frame, from + MORE) == MORE_FOLLOWS
                        ? OptionalInt.of(octet(frame, from + NEXT))
                        : OptionalInt.empty(),
                entries);
    }

    private static int octet(byte[] frame, int at) {
        return frame[at] & 0xFF;
    }
}
