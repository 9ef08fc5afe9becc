package energy.peerwatt.street.home.domain;

/**
 * Active power on three phases, in milliwatts. For the grid connection + is import.
 *
 * @param l1 milliwatts on phase 1
 * @param l2 milliwatts on phase 2
 * @param l3 milliwatts on phase 3
 */
public record PhasePower(long l1, long l2, long l3) {
    public static final PhasePower NONE = new PhasePower(0, 0, 0);

    /** An equal share on every phase; what does not divide by three goes to the first. */
    public static PhasePower balanced(long milliwatts) {
        long third = milliwatts / 3;
        return new PhasePower(milliwatts - 2 * third, third, third);
    }

    public PhasePower plus(PhasePower other) {
        return new PhasePower(l1 + other.l1, l2 + other.l2, l3 + other.l3);
    }

    public PhasePower minus(PhasePower other) {
        return new PhasePower(l1 - other.l1, l2 - other.l2, l3 - other.l3);
    }

    PhasePower times(long factor) {
        return new PhasePower(l1 * factor, l2 * factor, l3 * factor);
    }

    /** What flows inwards: negative phases count as zero. */
    public PhasePower inward() {
        return new PhasePower(Math.max(0, l1), Math.max(0, l2), Math.max(0, l3));
    }

    /** What flows outwards, as positive numbers. */
    public PhasePower outward() {
        return new PhasePower(Math.max(0, -l1), Math.max(0, -l2), Math.max(0, -l3));
    }

    public long total() {
        return l1 + l2 + l3;
    }

    /** Milliwatts on phase 1, 2 or 3. */
    public long phase(int number) {
        return switch (number) {
            case 1 -> l1;
            case 2 -> l2;
            case 3 -> l3;
            default -> throw new IllegalArgumentException("no phase " + number);
        };
    }
}
