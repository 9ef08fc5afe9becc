package energy.peerwatt.metergateway.yaml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * One mapping of a settings file. Whatever is wrong is noted with its line and reading goes on with nothing in its place,
 * so that all problems come at once; {@link #requireFlawless} ends it.
 */
public final class YamlMap {
    private final YamlFile file;
    private final MappingNode node;
    private final Map<String, Node> values = new LinkedHashMap<>();

    YamlMap(YamlFile file, MappingNode node) {
        this.file = file;
        this.node = node;
        for (NodeTuple tuple : node.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                file.problem(tuple.getKeyNode(), "a key must be a word");
            } else if (values.put(key.getValue(), tuple.getValueNode()) != null) {
                file.problem(key, key.getValue() + " is there twice");
            }
        }
    }

    /** Notes every key that is not one of these. */
    public YamlMap allow(String... keys) {
        Set<String> allowed = new TreeSet<>(List.of(keys));
        for (NodeTuple tuple : node.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode key && !allowed.contains(key.getValue())) {
                file.problem(key, key.getValue() + " is not known; allowed are " + String.join(", ", allowed));
            }
        }
        return this;
    }

    public boolean has(String key) {
        return values.containsKey(key);
    }

    /** All keys in the order of the file, for mappings whose keys are names. */
    public Set<String> keys() {
        return Collections.unmodifiableSet(values.keySet());
    }

    /** Whether the value is this one word. */
    public boolean is(String key, String word) {
        return values.get(key) instanceof ScalarNode scalar && scalar.getValue().equals(word);
    }

    /** The text of a key that must be there. */
    public Optional<String> text(String key) {
        Node value = values.get(key);
        if (value == null) {
            file.problem(node, key + " is missing");
            return Optional.empty();
        }
        if (!(value instanceof ScalarNode scalar) || scalar.getValue().isBlank()) {
            file.problem(value, key + " must be a text");
            return Optional.empty();
        }
        return Optional.of(scalar.getValue());
    }

    /** Like {@link #text}, turned into a value; the message of the conversion's exception is the reason. */
    public <T> Optional<T> value(String key, Function<String, T> conversion) {
        return text(key).flatMap(text -> {
            try {
                return Optional.of(conversion.apply(text));
            } catch (IllegalArgumentException e) {
                file.problem(values.get(key), key + ": " + e.getMessage());
                return Optional.empty();
            }
        });
    }

    /** A whole number, decimal or 0x, within both bounds. */
    public Optional<Long> integer(String key, long least, long most) {
        return value(key, text -> {
            long number;
            try {
                number = Long.decode(text);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("not a whole number: " + text, e);
            }
            if (number < least || number > most) {
                throw new IllegalArgumentException(number + " is not within " + least + " to " + most);
            }
            return number;
        });
    }

    /** One of the constants, written in lower case with hyphens. */
    public <E extends Enum<E>> Optional<E> choice(String key, Class<E> type) {
        return value(
                key,
                text -> Stream.of(type.getEnumConstants())
                        .filter(constant -> word(constant).equals(text))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException(text + " is not known; allowed are "
                                + Stream.of(type.getEnumConstants())
                                        .map(YamlMap::word)
                                        .collect(Collectors.joining(", ")))));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public Optional<Boolean> flag(String key) {
        return value(key, text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("must be true or false: " + text);
        });
    }

    /** A mapping that must be there. */
    public Optional<YamlMap> map(String key) {
        Node value = values.get(key);
        if (value == null) {
            file.problem(node, key + " is missing");
            return Optional.empty();
        }
        if (value instanceof MappingNode mapping) {
            return Optional.of(new YamlMap(file, mapping));
        }
        file.problem(value, key + " must have keys of its own");
        return Optional.empty();
    }

    /** Mappings in a list that must be there and not be empty. */
    public List<YamlMap> maps(String key) {
        List<YamlMap> maps = new ArrayList<>();
        for (Node item : items(key)) {
            if (item instanceof MappingNode mapping) {
                maps.add(new YamlMap(file, mapping));
            } else {
                file.problem(item, key + " must be a list of entries with keys");
            }
        }
        return maps;
    }

    /** The same, where the list may be empty. */
    public List<YamlMap> anyMaps(String key) {
        return values.get(key) instanceof SequenceNode sequence
                        && sequence.getValue().isEmpty()
                ? List.of()
                : maps(key);
    }

    /** Texts in a list that must be there and not be empty. */
    public List<String> texts(String key) {
        return values(key, Function.identity());
    }

    /** Like {@link #texts}, each turned into a value; the message of the conversion's exception is the reason. */
    public <T> List<T> values(String key, Function<String, T> conversion) {
        List<T> converted = new ArrayList<>();
        for (Node item : items(key)) {
            if (!(item instanceof ScalarNode scalar)) {
                file.problem(item, key + " must be a list of texts");
                continue;
            }
            try {
                converted.add(conversion.apply(scalar.getValue()));
            } catch (IllegalArgumentException e) {
                file.problem(item, key + ": " + e.getMessage());
            }
        }
        return converted;
    }

    private List<Node> items(String key) {
        Node value = values.get(key);
        if (value == null) {
            file.problem(node, key + " is missing");
            return List.of();
        }
        if (!(value instanceof SequenceNode sequence) || sequence.getValue().isEmpty()) {
            file.problem(value, key + " must be a list with at least one entry");
            return List.of();
        }
        return sequence.getValue();
    }

    /** Notes a problem that concerns a key, or the whole mapping if the key is not there. */
    public void problem(String key, String reason) {
        file.problem(values.getOrDefault(key, node), reason);
    }

    /** Whether nothing was wrong so far in the whole file. */
    public boolean flawless() {
        return file.flawless();
    }

    /** @throws InvalidFileException with everything that was noted anywhere in the file */
    public void requireFlawless() {
        file.requireFlawless();
    }
}
