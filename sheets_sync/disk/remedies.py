"""What to do when the system refuses a file or a folder."""

import errno

RIGHTS = "This account may not do that there: give it the rights, or choose another place."
FULL = "Make room on the disk, then run the command again."
GONE = "The disk does not answer: see that it is there and sound, then run the command again."
#: What to do when the system refuses a file or a folder.
REMEDIES = {
    errno.ENOENT: "There is no such file or folder: check the path.",
    errno.ENOTDIR: "A file stands where a folder is needed: choose another path.",
    errno.EEXIST: "A file stands where a folder is to be made: choose another path.",
    errno.EISDIR: "A folder stands where a file is needed: name a file.",
    errno.ENOTEMPTY: "The folder holds something: choose another.",
    errno.EACCES: RIGHTS,
    errno.EPERM: RIGHTS,
    errno.EROFS: RIGHTS,
    errno.ENAMETOOLONG: "Choose a shorter name.",
    errno.ELOOP: "Its links lead in a circle: choose another path.",
    errno.EINVAL: "The system knows no such name: choose another path.",
}
#: The same where it is the machine that does not take it: no other path would be better.
OF_THE_MACHINE = {
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EFBIG: FULL,
    errno.EIO: GONE,
    errno.ENODEV: GONE,
    errno.ENXIO: GONE,
    errno.ESTALE: GONE,
    errno.ENOTCONN: GONE,
}


def remedy(error: OSError) -> str:
    """What to do about it, in a sentence."""
    return {**REMEDIES, **OF_THE_MACHINE}.get(error.errno or 0, "Check the path and the disk.")
