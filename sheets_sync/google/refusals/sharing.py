"""An address is not let in: the others are."""

from sheets_sync.errors import AccessDenied, QuotaExceeded
from sheets_sync.google.refusals.kinds import Refusal

ADDRESSES = "Addresses without a Google account"
SHARE = r"permissions"
ACCOUNT_OR_ADMIN = (
    "Have an administrator allow sharing with people outside, or give {person} a Google account "
    "(accounts.google.com/signup, “use my current email address”)."
)


def _refusal(
    code: str,
    means: str,
    remedy: str,
    *reasons: str,
    words: str,
    message: str = "",
    statuses: tuple[int, ...] = (400, 403),
) -> Refusal:
    return Refusal(
        code,
        means,
        AccessDenied,
        remedy,
        statuses=statuses,
        reasons=reasons,
        message=message,
        route=SHARE,
        heading=ADDRESSES,
        words=words,
    )


SHARING = (
    Refusal(
        "share-too-often",
        "Google shares no more files today; it publishes no number.",
        QuotaExceeded,
        "Run the command again tomorrow: it goes on where it stopped. Sharing with a group instead of with "
        "single people needs fewer of these.",
        reasons=("sharingRateLimitExceeded",),
        others=False,
    ),
    _refusal(
        "share-needs-mail",
        "The address has no Google account; Google lets it in when it may send it a mail.",
        'Let Google invite it: `google.invite = "when needed"`; or give {person} a Google account.',
        "invalidSharingRequest",
        words="địa chỉ chưa có tài khoản Google",
        message="notify people|no google account|sendNotificationEmail",
    ),
    _refusal(
        "share-outside-drive",
        "The shared drive takes no people without a Google account.",
        ACCOUNT_OR_ADMIN,
        "cannotShareTeamDriveWithNonGoogleAccounts",
        words="bộ nhớ dùng chung không nhận địa chỉ chưa có tài khoản Google",
    ),
    _refusal(
        "share-outside-domain",
        "The domain does not let people without a Google account be invited.",
        ACCOUNT_OR_ADMIN,
        "cannotInviteNonGoogleUser",
        "cannotInviteNonGoogleUsers",
        words="tên miền không cho mời địa chỉ chưa có tài khoản Google",
    ),
    _refusal(
        "share-forbidden",
        "The domain does not share with this address.",
        "The domain's rules forbid it: an administrator allows {person} in the admin console (Drive and "
        "Docs, Sharing settings), or the unit uses an address of the domain.",
        "shareOutNotPermitted",
        "shareOutNotPermittedToUser",
        "shareInNotPermitted",
        "publishOutNotPermitted",
        "targetUserNotAllowed",
        "ownerOnTeamDriveItemNotSupported",
        words="quy định của tên miền không cho chia sẻ với địa chỉ này",
    ),
    _refusal(
        "share-members-only",
        "The shared drive is for people of the domain, or for its members only.",
        "In the settings of the shared drive allow “people outside” and “people who aren't members”, or make "
        "{person} a member.",
        "teamDriveDomainUsersOnlyRestriction",
        "teamDriveTeamMembersOnlyRestriction",
        "driveDomainUsersOnlyRestriction",
        "driveMembersOnlyRestriction",
        words="bộ nhớ dùng chung chỉ dành cho thành viên",
    ),
    _refusal(
        "share-not-for-editors",
        "Only the owner, or a manager, may share the file.",
        "Let its owner allow editors to share {file}, or make {account} a Content manager.",
        "insufficientFilePermissions",
        "teamDriveMembershipRequired",
        "forbidden",
        words="chỉ chủ bảng tính mới được chia sẻ",
    ),
    _refusal(
        "share-full",
        "The file is shared with as many as Google allows.",
        "Share {file} with a group (a Google Group's address in units.csv) instead of with single people.",
        "permissionLimitExceeded",
        "numPermissionsLimitExceeded",
        "shareLimitExceeded",
        words="bảng tính đã chia sẻ cho quá nhiều người",
    ),
    _refusal(
        "share-misspelt",
        "There is no such address.",
        "Correct the address {person} in units.csv or campaign.toml, then run `sheets-sync provision`.",
        "invalid",
        "invalidSharingRequest",
        words="địa chỉ không đúng",
        message="invalid|not applicable|does not exist|not found|not valid",
    ),
    _refusal(
        "share-refused",
        "Google does not let the address in, for a reason of its own.",
        "Its own words stand before this; share {file} with {person} by hand, or give it another address.",
        "invalidSharingRequest",
        words="Google không cho chia sẻ với địa chỉ này",
    ),
)
