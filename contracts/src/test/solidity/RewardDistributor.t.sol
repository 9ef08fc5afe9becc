// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {RewardDistributor} from "../../main/solidity/RewardDistributor.sol";
import {WattToken} from "../../main/solidity/WattToken.sol";
import {Checks} from "./Checks.sol";

/// @dev A token with its distributor; this contract is administrator and oracle. Trees have two leaves.
abstract contract Rewards is Checks {
    uint64 internal constant DELAY = 30;
    uint256 internal constant START = 1_788_480_000;
    bytes32 internal constant DATA = keccak256("data");

    WattToken internal watt;
    RewardDistributor internal distributor;

    function deployRewards() internal {
        vm.warp(START);
        watt = new WattToken(address(this));
        distributor = new RewardDistributor(watt, DELAY, address(this), address(this));
        watt.grantRole(watt.MINTER_ROLE(), address(distributor));
    }

    function leafOf(address account, uint256 cumulative) internal view returns (bytes32) {
        return keccak256(bytes.concat(keccak256(abi.encode(account, address(watt), cumulative))));
    }

    function join(bytes32 a, bytes32 b) internal pure returns (bytes32) {
        return a < b ? keccak256(bytes.concat(a, b)) : keccak256(bytes.concat(b, a));
    }

    function proofOf(bytes32 sibling) internal pure returns (bytes32[] memory proof) {
        proof = new bytes32[](1);
        proof[0] = sibling;
    }
}

contract RewardDistributorTest is Rewards {
    address private constant ANNA = address(0xA);
    address private constant BEN = address(0xB);

    function setUp() external {
        deployRewards();
    }

    function testPaysWhatWasEarnedAndNotYetPaid() external {
        post(1, 5e9, 2e9, 7e9);
        vm.warp(START + DELAY);
        claim(ANNA, 5e9, BEN, 2e9);
        vm.warp(START + 100);
        post(2, 9e9, 2e9, 11e9);
        vm.warp(START + 100 + DELAY);
        vm.prank(BEN);
        claim(ANNA, 9e9, BEN, 2e9);
        claim(BEN, 2e9, ANNA, 9e9);
        same(watt.balanceOf(ANNA), 9e9, "anna");
        same(watt.balanceOf(BEN), 2e9, "ben");
        same(distributor.totalClaimed(), 11e9, "claimed");
        same(watt.totalSupply(), 11e9, "minted");
    }

    function testASecondClaimPaysNothing() external {
        post(1, 5e9, 2e9, 7e9);
        vm.warp(START + DELAY);
        claim(ANNA, 5e9, BEN, 2e9);
        vm.expectRevert(abi.encodeWithSelector(RewardDistributor.NothingToClaim.selector, ANNA, 5e9));
        claim(ANNA, 5e9, BEN, 2e9);
    }

    function testARootPaysAfterItsDelayAndTheOneBeforeUntilThen() external {
        post(1, 5e9, 2e9, 7e9);
        vm.expectRevert(abi.encodeWithSelector(RewardDistributor.NothingPosted.selector));
        claim(ANNA, 5e9, BEN, 2e9);
        vm.warp(START + DELAY);
        post(2, 8e9, 2e9, 10e9);
        same(distributor.activeRoot().epoch, 1, "active");
        same(distributor.latestRoot().epoch, 2, "latest");
        claim(ANNA, 5e9, BEN, 2e9);
        vm.expectRevert(abi.encodeWithSelector(RewardDistributor.WrongProof.selector));
        claim(ANNA, 8e9, BEN, 2e9);
        vm.warp(START + 2 * DELAY);
        claim(ANNA, 8e9, BEN, 2e9);
        same(watt.balanceOf(ANNA), 8e9, "anna");
    }

    function testEpochsAreDenseAndWaitForEachOther() external {
        vm.expectRevert(abi.encodeWithSelector(RewardDistributor.WrongEpoch.selector, 1));
        post(2, 5e9, 2e9, 7e9);
        post(1, 5e9, 2e9, 7e9);
        vm.expectRevert(abi.encodeWithSelector(RewardDistributor.WrongEpoch.selector, 2));
        post(1, 5e9, 2e9, 7e9);
        vm.expectRevert(abi.encodeWithSelector(RewardDistributor.NotActiveYet.selector, 1, START + DELAY));
        post(2, 5e9, 2e9, 7e9);
    }

    function testARootIsReplacedOnlyBeforeItIsActive() external {
        post(1, 50e9, 2e9, 52e9);
        vm.warp(START + DELAY - 1);
        distributor.replaceRoot(1, join(leafOf(ANNA, 5e9), leafOf(BEN, 2e9)), 7e9, DATA, "a decimal too many");
        vm.warp(START + DELAY);
        vm.expectRevert(abi.encodeWithSelector(RewardDistributor.NothingPosted.selector));
        claim(ANNA, 5e9, BEN, 2e9);
        vm.warp(START + 2 * DELAY - 1);
        vm.expectRevert(abi.encodeWithSelector(RewardDistributor.AlreadyActive.selector, 1));
        distributor.replaceRoot(1, DATA, 7e9, DATA, "late");
        vm.expectRevert(abi.encodeWithSelector(RewardDistributor.WrongProof.selector));
        claim(ANNA, 50e9, BEN, 2e9);
        claim(ANNA, 5e9, BEN, 2e9);
    }

    function testNothingCanBeReplacedBeforeTheFirst() external {
        vm.expectRevert(abi.encodeWithSelector(RewardDistributor.WrongEpoch.selector, 0));
        distributor.replaceRoot(0, DATA, 7e9, DATA, "none");
    }

    function testTheTotalNeverFallsNorPassesTheCap(uint256 less) external {
        post(1, 5e9, 2e9, 7e9);
        vm.expectRevert(abi.encodeWithSelector(RewardDistributor.TotalAboveCap.selector, 1e18 + 1, 1e18));
        distributor.replaceRoot(1, DATA, 1e18 + 1, DATA, "more than there can be");
        vm.warp(START + DELAY);
        less = within(less, 0, 7e9 - 1);
        vm.expectRevert(abi.encodeWithSelector(RewardDistributor.TotalFalls.selector, less, 7e9));
        post(2, 5e9, 2e9, less);
        vm.expectRevert(abi.encodeWithSelector(RewardDistributor.EmptyRoot.selector));
        distributor.postRoot(2, bytes32(0), 7e9, DATA);
    }

    function testAWrongRootCannotPayMoreThanItsTotal() external {
        post(1, 5e9, 2e9, 6e9);
        vm.warp(START + DELAY);
        claim(ANNA, 5e9, BEN, 2e9);
        vm.expectRevert(abi.encodeWithSelector(RewardDistributor.BeyondTotal.selector, 7e9, 6e9));
        claim(BEN, 2e9, ANNA, 5e9);
    }

    function testWhatWasPaidIsNotTakenBackByASmallerLeaf() external {
        post(1, 5e9, 2e9, 7e9);
        vm.warp(START + DELAY);
        claim(ANNA, 5e9, BEN, 2e9);
        post(2, 4e9, 3e9, 7e9);
        vm.warp(START + 2 * DELAY);
        vm.expectRevert(abi.encodeWithSelector(RewardDistributor.NothingToClaim.selector, ANNA, 5e9));
        claim(ANNA, 4e9, BEN, 3e9);
        same(distributor.claimed(ANNA), 5e9, "stays");
    }

    function testOnlyTheOracleSaysRoots(address stranger) external {
        vm.assume(stranger != address(this));
        bytes memory refused = abi.encodeWithSelector(
            IAccessControl.AccessControlUnauthorizedAccount.selector, stranger, distributor.ORACLE_ROLE()
        );
        vm.prank(stranger);
        vm.expectRevert(refused);
        distributor.postRoot(1, DATA, 1, DATA);
        vm.prank(stranger);
        vm.expectRevert(refused);
        distributor.replaceRoot(1, DATA, 1, DATA, "mine");
    }

    function testEveryChangedWordOfALeafIsRefused(address account, uint256 cumulative, bytes32 sibling) external {
        post(1, 5e9, 2e9, 1e18);
        vm.warp(START + DELAY);
        vm.assume(account != ANNA || cumulative != 5e9 || sibling != leafOf(BEN, 2e9));
        vm.assume(account != BEN || cumulative != 2e9 || sibling != leafOf(ANNA, 5e9));
        vm.expectRevert(abi.encodeWithSelector(RewardDistributor.WrongProof.selector));
        distributor.claim(account, address(watt), cumulative, proofOf(sibling));
    }

    function testAnotherTokenIsRefused(address other) external {
        vm.assume(other != address(watt));
        post(1, 5e9, 2e9, 7e9);
        vm.warp(START + DELAY);
        bytes32[] memory proof = proofOf(leafOf(BEN, 2e9));
        vm.expectRevert(abi.encodeWithSelector(RewardDistributor.WrongToken.selector, other));
        distributor.claim(ANNA, other, 5e9, proof);
    }

    function testAnInnerNodeIsNoLeaf() external {
        bytes32 left = leafOf(ANNA, 5e9);
        bytes32 right = leafOf(BEN, 2e9);
        distributor.postRoot(1, join(join(left, right), DATA), 1e18, DATA);
        vm.warp(START + DELAY);
        vm.expectRevert(abi.encodeWithSelector(RewardDistributor.WrongProof.selector));
        distributor.claim(address(uint160(uint256(left))), address(watt), uint256(right), proofOf(DATA));
    }

    function testTheDelayIsAMonthAtMost() external {
        vm.expectRevert(abi.encodeWithSelector(RewardDistributor.DelayTooLong.selector, 30 days + 1));
        new RewardDistributor(watt, 30 days + 1, address(this), address(this));
    }

    function post(uint64 epoch, uint256 anna, uint256 ben, uint256 total) private {
        distributor.postRoot(epoch, join(leafOf(ANNA, anna), leafOf(BEN, ben)), total, DATA);
    }

    function claim(address account, uint256 cumulative, address other, uint256 its) private {
        distributor.claim(account, address(watt), cumulative, proofOf(leafOf(other, its)));
    }
}

/// @dev An oracle that makes mistakes and people who claim, in any order, with any numbers.
contract Claims is Rewards {
    uint256 public highestTotal;
    bool public claimedFell;

    uint256[2] private posted;
    uint256[2] private current;
    uint256 private postedTotal;

    constructor() {
        deployRewards();
    }

    function holder(uint256 i) public pure returns (address) {
        return address(uint160(0xA11CE000 + i));
    }

    /// The total is sometimes below what the tree adds up to.
    function post(uint256 one, uint256 two, uint256 total) external {
        RewardDistributor.Root memory last = distributor.latestRoot();
        if (block.timestamp < last.activeAt) return;
        current = posted;
        posted = [within(one, 0, 1e12), within(two, 0, 1e12)];
        postedTotal = within(total, last.total, uint256(last.total) + 1e12);
        distributor.postRoot(last.epoch + 1, root(), postedTotal, DATA);
    }

    function replace(uint256 one, uint256 two, uint256 total) external {
        RewardDistributor.Root memory last = distributor.latestRoot();
        if (block.timestamp >= last.activeAt) return;
        posted = [within(one, 0, 1e12), within(two, 0, 1e12)];
        uint256 floor = distributor.activeRoot().total;
        postedTotal = within(total, floor, floor + 1e12);
        distributor.replaceRoot(last.epoch, root(), postedTotal, DATA, "again");
    }

    function claim(uint256 who) external {
        uint256 i = who % 2;
        RewardDistributor.Root memory active = distributor.activeRoot();
        if (active.epoch == 0) return;
        uint256[2] memory tree = active.epoch == distributor.latestRoot().epoch ? posted : current;
        uint256 before = distributor.claimed(holder(i));
        if (tree[i] <= before || distributor.totalClaimed() + tree[i] - before > active.total) return;
        distributor.claim(holder(i), address(watt), tree[i], proofOf(leafOf(holder(1 - i), tree[1 - i])));
        claimedFell = claimedFell || distributor.claimed(holder(i)) < before;
        highestTotal = active.total > highestTotal ? active.total : highestTotal;
    }

    function wait(uint256 time) external {
        vm.warp(block.timestamp + within(time, 1, 2 * DELAY));
    }

    function figures() external view returns (uint256 supply, uint256 paid, uint256 active, uint256 sum) {
        sum = distributor.claimed(holder(0)) + distributor.claimed(holder(1));
        return (watt.totalSupply(), distributor.totalClaimed(), distributor.activeRoot().total, sum);
    }

    function root() private view returns (bytes32) {
        return join(leafOf(holder(0), posted[0]), leafOf(holder(1), posted[1]));
    }
}

contract RewardInvariantsTest is Checks {
    Claims private claims;

    function setUp() external {
        claims = new Claims();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(claims);
    }

    /// Minted = claimed = what the accounts were paid, never beyond the declared total; nothing is taken back.
    function invariant_NoMoreIsPaidThanDeclared() external view {
        (uint256 supply, uint256 paid, uint256 active, uint256 sum) = claims.figures();
        same(supply, paid, "minted = claimed");
        same(sum, paid, "per account");
        holds(paid <= active, "within the total");
        holds(!claims.claimedFell(), "cumulative");
    }
}
