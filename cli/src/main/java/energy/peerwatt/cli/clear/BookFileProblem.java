package energy.peerwatt.cli.clear;

import java.util.List;

/** A file that is no book; each line names the place, what is wrong and what is allowed. */
final class BookFileProblem extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<String> lines;

    BookFileProblem(List<String> lines) {
        super(String.join("; ", lines));
        this.lines = List.copyOf(lines);
    }

    List<String> lines() {
        return lines;
    }
}
