package energy.peerwatt.verifier;

import org.jspecify.annotations.Nullable;

/** What was published is not what follows from the evidence; the first such place ends the verification. */
public final class Difference extends Exception {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final int line;
    private final String where;
    private final String what;
    private final String expected;
    private final String found;

    /**
     * @param file of the bundle
     * @param line from 1; 0 when it concerns the whole file
     * @param where slot, meter, batch or account, in words
     * @param what the field or rule
     * @param expected what follows from the evidence
     * @param found what was published
     */
    public Difference(
            String file, int line, String where, String what, @Nullable Object expected, @Nullable Object found) {
        super(what);
        this.file = file;
        this.line = line;
        this.where = where;
        this.what = what;
        this.expected = String.valueOf(expected);
        this.found = String.valueOf(found);
    }

    public String file() {
        return file;
    }

    public int line() {
        return line;
    }

    public String where() {
        return where;
    }

    public String what() {
        return what;
    }

    public String expected() {
        return expected;
    }

    public String found() {
        return found;
    }
}
