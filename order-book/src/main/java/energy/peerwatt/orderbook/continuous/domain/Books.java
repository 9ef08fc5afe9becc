package energy.peerwatt.orderbook.continuous.domain;

import java.util.Arrays;

/** The numbers of open books and their price rules. */
final class Books {
    private boolean[] askPrice;
    private int[] free;
    private int freeCount;
    private int used;

    Books(int capacity) {
        askPrice = new boolean[capacity];
        free = new int[capacity];
    }

    int open(TradePrice rule) {
        int book = freeCount > 0 ? free[--freeCount] : used++;
        if (book == askPrice.length) {
            askPrice = Arrays.copyOf(askPrice, 2 * book + 1);
            free = Arrays.copyOf(free, 2 * book + 1);
        }
        askPrice[book] = switch (rule) {
            case ASK -> true;
            case OLDER_ORDER -> false;
        };
        return book;
    }

    void close(int book) {
        free[freeCount++] = book;
    }

    boolean takesAskPrice(int book) {
        return askPrice[book];
    }
}
