<%@ page contentType="text/html; charset=UTF-8" import="java.util.List" %>
<!DOCTYPE html>
<html lang="en">
<head><title>Guest book</title></head>
<body>
<h1>Guest book</h1>
<ul>
<% for (Object entry : (List<?>) request.getAttribute("entries")) {
       pageContext.setAttribute("entry", String.valueOf(entry).replace("&", "&amp;").replace("<", "&lt;")); %>
  <li>${entry}</li>
<% } %>
</ul>
<form method="post" action="${pageContext.request.contextPath}/entries">
  <input name="entry"> <button>Sign</button>
</form>
<p>Served by process ${pid}</p>
</body>
</html>
