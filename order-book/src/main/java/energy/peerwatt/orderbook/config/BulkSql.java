package energy.peerwatt.orderbook.config;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import energy.peerwatt.messages.Json;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.util.Collection;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Writes any number of rows with one statement: they travel as one JSON parameter {@code :rows}, with the names of
 * record components in snake case, and {@code jsonb_to_recordset} makes rows of them again. The parameter is cast to
 * text first, or the driver would encode it as a JSON string.
 */
public final class BulkSql {
    private static final ObjectMapper ROWS = Json.configure(new ObjectMapper())
            .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .registerModule(new SimpleModule().addSerializer(String.class, new WithoutNul()));

    /** PostgreSQL keeps no U+0000 in a text, and one would make it refuse all rows. */
    private static final class WithoutNul extends StdSerializer<String> {
        private static final long serialVersionUID = 1L;

        WithoutNul() {
            super(String.class);
        }

        @Override
        public void serialize(String text, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(text.replace("\0", ""));
        }
    }

    private BulkSql() {}

    /** @param rows records; nothing happens without any */
    public static Uni<Void> execute(Mutiny.StatelessSession session, String sql, Collection<?> rows) {
        if (rows.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return session.createNativeQuery(sql)
                .setParameter("rows", json(rows))
                .executeUpdate()
                .replaceWithVoid();
    }

    /** Rows as a statement of one's own takes them. */
    public static String json(Collection<?> rows) {
        try {
            return ROWS.writeValueAsString(rows);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("rows cannot be written as JSON", e);
        }
    }
}
