package energy.peerwatt.messages.evidence;

import energy.peerwatt.messages.quantity.TokenAmount;

/**
 * What a wallet earned in its life, as a leaf of a reward tree: {@code keccak256(keccak256(abi.encode(address account,
 * address token, uint256 cumulative)))}, the leaf rule of OpenZeppelin's StandardMerkleTree.
 *
 * @param wallet 0x and 40 hex digits
 * @param token address of the reward token
 * @param cumulative all it ever earned; it never falls
 */
public record RewardLeaf(String wallet, String token, TokenAmount cumulative) {
    public Hash32 hash() {
        byte[] encoded = new AbiWords()
                .address(wallet)
                .address(token)
                .number(cumulative.nano())
                .toBytes();
        return Hash32.of(Hashing.keccak256(Hashing.keccak256(encoded)));
    }
}
