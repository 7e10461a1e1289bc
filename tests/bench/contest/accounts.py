"""The accounts that pecmock --accounts makes, and what the right verdict on each of them is."""
from dataclasses import dataclass

MOST = 10_000


@dataclass(frozen=True)
class Account:
    login: str
    password: str
    is_right: bool  # the password is: whoever says something else is wrong

    @property
    def verdict(self) -> str:
        return "pass" if self.is_right else "fail"


def first(count: int, refused_every: int = 0) -> list[Account]:
    """Distinct accounts; of `refused_every` many the last one has a wrong password (0: none has)."""
    return [account(number, not refused_every or number % refused_every != 0) for number in range(1, count + 1)]


def account(number: int, is_right: bool) -> Account:
    return Account(f"u{number:05}@pec.example", f"{'Bulk' if is_right else 'Wrong'}-{number:05}", is_right)
