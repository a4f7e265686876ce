from django.urls import path

from conferences.views import prize

urlpatterns = [path("prizes/", prize.PrizeList.as_view(), name="prize_list")]
