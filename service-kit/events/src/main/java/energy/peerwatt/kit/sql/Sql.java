package energy.peerwatt.kit.sql;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/** A native statement with named parameters. It runs in the transaction around it. */
public final class Sql {
    private final String text;
    private final Map<String, Object> parameters = new LinkedHashMap<>();

    private Sql(String text) {
        this.text = text;
    }

    public static Sql of(String text) {
        return new Sql(text);
    }

    public Sql with(String name, Object value) {
        parameters.put(name, value);
        return this;
    }

    /** Waits until no other transaction holds this name; it is held until the transaction around ends. */
    public static Uni<Void> lock(String name) {
        return of("select count(*) from (select pg_advisory_xact_lock(hashtextextended(:name, 0)) offset 0) locked")
                .with("name", name)
                .list(row -> row.number(0))
                .replaceWithVoid();
    }

    /** @return rows changed */
    public Uni<Integer> run() {
        return Panache.getSession().chain(session -> {
            Mutiny.MutationQuery query = session.createNativeQuery(text);
            parameters.forEach(query::setParameter);
            return query.executeUpdate();
        });
    }

    public <T> Uni<List<T>> list(Function<Row, T> row) {
        return Panache.getSession().chain(session -> {
            Mutiny.SelectionQuery<Object> query = session.createNativeQuery(text, Object.class);
            parameters.forEach(query::setParameter);
            return query.getResultList()
                    .map(rows -> rows.stream().map(Row::of).map(row).toList());
        });
    }

    /** The first row, if there is one. */
    public <T> Uni<Optional<T>> first(Function<Row, T> row) {
        return list(row).map(rows -> rows.stream().findFirst());
    }
}
