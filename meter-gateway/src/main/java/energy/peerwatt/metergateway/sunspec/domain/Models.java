package energy.peerwatt.metergateway.sunspec.domain;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The models this gateway knows. Models of other ids are skipped by their length. */
public final class Models {
    private static final String FILE = "sunspec/models.txt";
    private static final Map<Integer, ModelDefinition> BY_ID = load();

    private Models() {}

    public static Optional<ModelDefinition> definition(int id) {
        return Optional.ofNullable(BY_ID.get(id));
    }

    public static Set<Integer> ids() {
        return BY_ID.keySet();
    }

    private static Map<Integer, ModelDefinition> load() {
        Map<Integer, ModelDefinition> byId = new TreeMap<>();
        for (ModelDefinition model : ModelFile.read(text())) {
            model.ids().forEach(id -> byId.put(id, model));
        }
        return byId;
    }

    private static String text() {
        try (InputStream in = Models.class.getClassLoader().getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("the jar has no " + FILE);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + FILE, e);
        }
    }
}
