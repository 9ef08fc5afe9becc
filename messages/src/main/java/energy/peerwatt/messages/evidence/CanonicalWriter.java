package energy.peerwatt.messages.evidence;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Passes JSON on as long as it is canonical in its fields and numbers: names of an object in ascending order, whole numbers
 * that a double holds. What it does not know to be so it refuses.
 */
final class CanonicalWriter extends JsonGeneratorDelegate {
    /** Up to here RFC 8785 writes every whole number in full. */
    private static final long LARGEST = 1L << 53;

    /** The last name of each object that is open. */
    private final List<@Nullable String> names = new ArrayList<>();

    /** Thrown where JSON is not canonical, or may not be. */
    static final class NotCanonical extends IOException {
        private static final long serialVersionUID = 1;

        NotCanonical(String what) {
            super(what);
        }
    }

    CanonicalWriter(JsonGenerator next) {
        super(next, false);
    }

    @Override
    public void writeStartObject() throws IOException {
        names.add(null);
        super.writeStartObject();
    }

    @Override
    public void writeStartObject(Object value) throws IOException {
        names.add(null);
        super.writeStartObject(value);
    }

    @Override
    public void writeStartObject(Object value, int size) throws IOException {
        names.add(null);
        super.writeStartObject(value, size);
    }

    @Override
    public void writeEndObject() throws IOException {
        names.removeLast();
        super.writeEndObject();
    }

    @Override
    public void writeFieldName(String name) throws IOException {
        follow(name);
        super.writeFieldName(name);
    }

    @Override
    public void writeFieldName(SerializableString name) throws IOException {
        follow(name.getValue());
        super.writeFieldName(name);
    }

    private void follow(String name) throws NotCanonical {
        String before = names.set(names.size() - 1, name);
        if (before != null && before.compareTo(name) >= 0) {
            throw new NotCanonical(name + " after " + before);
        }
    }

    @Override
    public void writeNumber(long number) throws IOException {
        if (number > LARGEST || number < -LARGEST) {
            throw new NotCanonical("number " + number);
        }
        super.writeNumber(number);
    }

    @Override
    public void writeNumber(double number) throws IOException {
        throw new NotCanonical("number " + number);
    }

    @Override
    public void writeNumber(float number) throws IOException {
        throw new NotCanonical("number " + number);
    }

    @Override
    public void writeNumber(BigInteger number) throws IOException {
        throw new NotCanonical("number " + number);
    }

    @Override
    public void writeNumber(BigDecimal number) throws IOException {
        throw new NotCanonical("number " + number);
    }

    @Override
    public void writeNumber(String number) throws IOException {
        throw new NotCanonical("number " + number);
    }

    @Override
    public void writeNumber(char[] number, int offset, int length) throws IOException {
        throw new NotCanonical("a number as text");
    }

    @Override
    public void writeArray(long[] numbers, int offset, int length) throws IOException {
        throw new NotCanonical("an array of numbers");
    }

    @Override
    public void writeArray(double[] numbers, int offset, int length) throws IOException {
        throw new NotCanonical("an array of numbers");
    }

    @Override
    public void writeFieldId(long id) throws IOException {
        throw new NotCanonical("a field by number");
    }

    @Override
    public void writeEmbeddedObject(Object object) throws IOException {
        throw new NotCanonical("an embedded object");
    }

    @Override
    public void writeRaw(String text) throws IOException {
        throw new NotCanonical("raw text");
    }

    @Override
    public void writeRaw(String text, int offset, int length) throws IOException {
        throw new NotCanonical("raw text");
    }

    @Override
    public void writeRaw(SerializableString text) throws IOException {
        throw new NotCanonical("raw text");
    }

    @Override
    public void writeRaw(char[] text, int offset, int length) throws IOException {
        throw new NotCanonical("raw text");
    }

    @Override
    public void writeRaw(char text) throws IOException {
        throw new NotCanonical("raw text");
    }

    @Override
    public void writeRawValue(String text) throws IOException {
        throw new NotCanonical("raw text");
    }

    @Override
    public void writeRawValue(String text, int offset, int length) throws IOException {
        throw new NotCanonical("raw text");
    }

    @Override
    public void writeRawValue(SerializableString text) throws IOException {
        throw new NotCanonical("raw text");
    }

    @Override
    public void writeRawValue(char[] text, int offset, int length) throws IOException {
        throw new NotCanonical("raw text");
    }

    @Override
    public void writeRawUTF8String(byte[] text, int offset, int length) throws IOException {
        throw new NotCanonical("raw text");
    }
}
