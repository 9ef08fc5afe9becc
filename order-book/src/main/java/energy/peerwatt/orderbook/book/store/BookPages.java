package energy.peerwatt.orderbook.book.store;

import energy.peerwatt.messages.id.CommunityId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/** Bundle lines of sealed slots, by pages that are bounded by their bytes too: a line holds all that waited in a round. */
@ApplicationScoped
public class BookPages {
    /** A page ends before the line that would pass it, unless it is the first. */
    static final long MOST_BYTES = 4L << 20;

    private final Mutiny.SessionFactory database;

    BookPages(Mutiny.SessionFactory database) {
        this.database = database;
    }

    /**
     * A line's place: after those of earlier slots, and of earlier rounds of its own.
     *
     * @param round {@link Integer#MAX_VALUE} for the end of the slot
     */
    public record Place(Instant slotStart, int round) {
        /** Before all lines. */
        public static final Place START = new Place(Instant.EPOCH.minusSeconds(1), Integer.MAX_VALUE);

        /** @throws RuntimeException if the text is neither the start of a slot nor that, a slash and a round */
        public static Place of(String text) {
            int slash = text.indexOf('/');
            return slash < 0
                    ? new Place(Instant.parse(text), Integer.MAX_VALUE)
                    : new Place(Instant.parse(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
        }
    }

    /** The lines after a place, ascending, of slots whose last round is held; none at the end. */
    public Uni<List<String>> lines(CommunityId community, Place after, int limit) {
        return database.withSession(session -> session.createSelectionQuery(
                        "select b.slotStart, b.round, octet_length(b.line) from SealedBookRow b"
                                + " where b.communityId = :community"
                                + " and (b.slotStart > :start or b.slotStart = :start and b.round > :round)"
                                + " and b.slotStart <= (select max(s.slotStart) from SealedBookRow s"
                                + " where s.communityId = :community and s.last) order by b.slotStart, b.round",
                        Object[].class)
                .setParameter("community", community.value())
                .setParameter("start", after.slotStart())
                .setParameter("round", after.round())
                .setMaxResults(limit)
                .getResultList()
                .chain(rows -> rows.isEmpty()
                        ? Uni.createFrom().item(List.of())
                        : between(session, community, after, last(rows))));
    }

    private static Uni<List<String>> between(Mutiny.Session session, CommunityId community, Place after, Place last) {
        return session.createSelectionQuery(
                        "select line from SealedBookRow where communityId = :community"
                                + " and (slotStart > :start or slotStart = :start and round > :round)"
                                + " and (slotStart < :end or slotStart = :end and round <= :last)"
                                + " order by slotStart, round",
                        String.class)
                .setParameter("community", community.value())
                .setParameter("start", after.slotStart())
                .setParameter("round", after.round())
                .setParameter("end", last.slotStart())
                .setParameter("last", last.round())
                .getResultList();
    }

    private static Place last(List<Object[]> rows) {
        int fitting =
                fitting(rows.stream().map(row -> ((Number) row[2]).longValue()).toList());
        Object[] last = rows.get(fitting - 1);
        return new Place((Instant) last[0], ((Number) last[1]).intValue());
    }

    /** How many of the first lines make a page; at least one, or nobody would get past it. */
    static int fitting(List<Long> bytes) {
        long sum = 0;
        int fitting = 0;
        while (fitting < bytes.size() && (fitting == 0 || sum + bytes.get(fitting) <= MOST_BYTES)) {
            sum += bytes.get(fitting++);
        }
        return fitting;
    }
}
