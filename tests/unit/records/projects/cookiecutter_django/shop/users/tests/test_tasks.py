from celery.result import EagerResult

from shop.users.tasks import get_users_count


def test_user_count(settings):
    result = get_users_count.delay()
    assert isinstance(result, EagerResult)
    assert get_users_count.delay().get() == 3
