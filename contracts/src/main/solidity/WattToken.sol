// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessControl} from "@openzeppelin/contracts/access/AccessControl.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Capped} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Capped.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {ERC20Votes} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Votes.sol";
import {Nonces} from "@openzeppelin/contracts/utils/Nonces.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

/// @title WATT: the reward for verified demand response. It rewards and votes; it is never the unit of account.
/// @notice Nine decimals: the base unit is nano-WATT, in which rewards are counted everywhere. Minted by whoever holds
///         MINTER (the RewardDistributor, when a reward is claimed), never beyond `CAP`. Votes go by block time.
contract WattToken is ERC20Permit, ERC20Capped, ERC20Votes, AccessControl {
    bytes32 public constant MINTER_ROLE = keccak256("MINTER");
    /// @notice A thousand million WATT; it fits a signed 64-bit count of nano-WATT.
    uint256 public constant CAP = 1_000_000_000 * 1e9;

    constructor(address admin) ERC20("PeerWatt", "WATT") ERC20Permit("PeerWatt") ERC20Capped(CAP) {
        _grantRole(DEFAULT_ADMIN_ROLE, admin);
    }

    function decimals() public pure override returns (uint8) {
        return 9;
    }

    function mint(address to, uint256 amount) external onlyRole(MINTER_ROLE) {
        _mint(to, amount);
    }

    function clock() public view override returns (uint48) {
        return SafeCast.toUint48(block.timestamp);
    }

    function CLOCK_MODE() public pure override returns (string memory) {
        return "mode=timestamp";
    }

    function nonces(address owner) public view override(ERC20Permit, Nonces) returns (uint256) {
        return super.nonces(owner);
    }

    function _update(address from, address to, uint256 amount) internal override(ERC20, ERC20Capped, ERC20Votes) {
        super._update(from, to, amount);
    }
}
