package energy.peerwatt.settlement.ledger.domain;

import energy.peerwatt.messages.id.AccountId;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Whose money an entry moves. Escrow accounts are the ledger's image of the balances in the escrow contract; supplier
 * accounts are what the supplier bills and never touch the chain.
 */
public sealed interface LedgerAccount {
    /** Counterpart of everything that enters or leaves the escrow contract; minus the contract's total. */
    LedgerAccount CHAIN = Fixed.CHAIN;
    /** What the supplier owes (-) or is owed (+) over all members. */
    LedgerAccount SUPPLIER = Fixed.SUPPLIER;

    LedgerAccount GRID_FUND = Fixed.GRID_FUND;
    LedgerAccount DEMAND_RESPONSE_FUND = Fixed.DEMAND_RESPONSE_FUND;
    LedgerAccount INSURANCE = Fixed.INSURANCE;

    /** The text an entry is stored under. */
    String code();

    /** A wallet's balance in escrow. Keyed by wallet: a deposit may come before its owner is a member. */
    record Escrow(String wallet) implements LedgerAccount {
        private static final Pattern FORM = Pattern.compile("0x[0-9a-f]{40}");

        public Escrow {
            if (!FORM.matcher(wallet).matches()) {
                throw new IllegalArgumentException("a wallet is 0x and 40 lower-case hex digits: " + wallet);
            }
        }

        @Override
        public String code() {
            return "escrow:" + wallet;
        }
    }

    /** A member's account with the supplier; - is what the member owes. */
    record WithSupplier(AccountId account) implements LedgerAccount {
        @Override
        public String code() {
            return "supplier:" + account;
        }
    }

    /** Accounts there is one of. The first four are the reserved indices of the escrow contract, in its order. */
    enum Fixed implements LedgerAccount {
        OPERATOR,
        GRID_FUND,
        DEMAND_RESPONSE_FUND,
        INSURANCE,
        SUPPLIER,
        CHAIN;

        private static final int RESERVED = 4;

        @Override
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** The account a code stands for. */
    static LedgerAccount ofCode(String code) {
        int colon = code.indexOf(':');
        if (colon < 0) {
            return Fixed.valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
        String rest = code.substring(colon + 1);
        return switch (code.substring(0, colon)) {
            case "escrow" -> new Escrow(rest);
            case "supplier" -> new WithSupplier(AccountId.of(rest));
            default -> throw new IllegalArgumentException("no ledger account: " + code);
        };
    }

    /**
     * The account behind an index of the escrow contract.
     *
     * @param owner the wallet that opened it
     */
    static LedgerAccount ofIndex(int index, String owner) {
        return index < Fixed.RESERVED ? Fixed.values()[index] : new Escrow(owner);
    }
}
