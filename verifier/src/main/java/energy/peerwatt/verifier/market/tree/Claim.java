package energy.peerwatt.verifier.market.tree;

import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.verifier.market.Shares;
import java.util.Comparator;
import java.util.List;

/**
 * What an order or a zone may sell at a price, Wh; less than 0 is bought.
 *
 * @param most more than {@code least} only of those that the price leaves indifferent
 */
record Claim(Hash32 tie, long least, long most) {
    private long width() {
        return most - least;
    }

    private boolean buys() {
        return most <= 0;
    }

    /**
     * Divides {@code total} in proportion to what each may add to its least. Where only buyers can give way, it is what
     * they buy that is divided: of whole units, the largest remainders get what is left over.
     *
     * @return what each sells, summing up to {@code total}
     */
    static long[] divide(long total, List<Claim> claims) {
        long[] widths = claims.stream().mapToLong(Claim::width).toArray();
        long open = claims.stream().mapToLong(Claim::width).sum();
        long extra = total - claims.stream().mapToLong(Claim::least).sum();
        if (extra < 0 || extra > open) {
            throw new IllegalStateException(total + " Wh are not possible at this price");
        }
        Comparator<Integer> byTie = Comparator.comparing(i -> claims.get(i).tie());
        boolean onlyBuyers = claims.stream().allMatch(claim -> claim.width() == 0 || claim.buys());
        long[] shares = Shares.split(onlyBuyers ? open - extra : extra, widths, byTie);
        for (int i = 0; i < shares.length; i++) {
            shares[i] = onlyBuyers ? claims.get(i).most - shares[i] : claims.get(i).least + shares[i];
        }
        return shares;
    }
}
