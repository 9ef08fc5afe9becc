package energy.peerwatt.metergateway.yaml;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/** A YAML file whose nodes know their line, and the problems found in it so far. */
public final class YamlFile {
    private final String name;
    private final List<String> problems = new ArrayList<>();

    private YamlFile(String name) {
        this.name = name;
    }

    /**
     * @param name what to call the file in messages
     * @throws InvalidFileException if it is no YAML mapping
     */
    public static YamlMap read(String name, String text) {
        YamlFile file = new YamlFile(name);
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        try {
            Node root = new Yaml(options).compose(new StringReader(text));
            if (root instanceof MappingNode mapping) {
                return new YamlMap(file, mapping);
            }
            file.problems.add(name + ":1: expected keys with values");
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            file.problems.add(name + ":" + line + ": not YAML: " + e.getProblem());
        }
        throw new InvalidFileException(file.problems);
    }

    void problem(Node at, String reason) {
        problems.add(name + ":" + (at.getStartMark().getLine() + 1) + ": " + reason);
    }

    boolean flawless() {
        return problems.isEmpty();
    }

    void requireFlawless() {
        if (!problems.isEmpty()) {
            throw new InvalidFileException(problems);
        }
    }
}
